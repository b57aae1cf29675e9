//! What the program and its tests need from the operating system, and why.
//!
//! Packages are looked for by what they give (a program, a library), so that a system which has it from elsewhere is left alone.

use crate::Failure;
use crate::program::{Program, is_installed};

/// A Debian package.
pub struct SystemPackage {
    name: &'static str,
    why: &'static str,
    gives: Gives,
}

enum Gives {
    Program(&'static str),
    Library(&'static str),
    Font(&'static str),
}

/// What building and running the program takes.
pub const FOR_THE_PROGRAM: &[SystemPackage] = &[
    SystemPackage {
        name: "build-essential",
        why: "compiles SQLite and QuickJS, which are written in C",
        gives: Gives::Program("g++"),
    },
    SystemPackage { name: "pkg-config", why: "finds the libraries below", gives: Gives::Program("pkg-config") },
    SystemPackage {
        name: "libwebkit2gtk-4.1-dev",
        why: "the web view that shows the window",
        gives: Gives::Library("webkit2gtk-4.1"),
    },
];

/// What the tests take beyond that.
pub const FOR_THE_TESTS: &[SystemPackage] = &[
    SystemPackage { name: "xvfb", why: "a display for the desktop stories", gives: Gives::Program("Xvfb") },
    SystemPackage {
        name: "webkit2gtk-driver",
        why: "presses the buttons in the desktop stories",
        gives: Gives::Program("WebKitWebDriver"),
    },
    SystemPackage {
        name: "dbus-daemon",
        why: "a session bus for the tests of the keychain",
        gives: Gives::Program("dbus-run-session"),
    },
    SystemPackage {
        name: "gnome-keyring",
        why: "a keychain for the tests of it",
        gives: Gives::Program("gnome-keyring-daemon"),
    },
    BROWSER,
    FONTS,
];

const BROWSER: SystemPackage =
    SystemPackage { name: "chromium", why: "the browser of the browser stories", gives: Gives::Program("chromium") };

const FONTS: SystemPackage = SystemPackage {
    name: "fonts-liberation",
    why: "labels of the same width on every machine",
    gives: Gives::Font("Liberation Sans"),
};

impl SystemPackage {
    fn is_there(&self) -> bool {
        match self.gives {
            Gives::Program(name) => is_installed(name),
            Gives::Library(name) => Program::new("pkg-config").args(["--exists", name]).output().is_ok(),
            Gives::Font(family) => {
                Program::new("fc-list").args([family]).output().is_ok_and(|list| !list.trim().is_empty())
            }
        }
    }
}

/// Installs what is missing, after saying what and why.
pub fn install(lists: &[&[SystemPackage]]) -> Result<(), Failure> {
    if !cfg!(target_os = "linux") {
        return Err(Failure(
            "These commands know Linux only. You need a C compiler, the web view that Tauri asks for on your system \
             (https://tauri.app/start/prerequisites), and for the tests Chromium; then `npm ci` and `npm run build` \
             in `ui`, and `cargo run --features custom-protocol`."
                .to_owned(),
        ));
    }
    let missing: Vec<&SystemPackage> =
        lists.iter().flat_map(|list| list.iter()).filter(|one| !one.is_there()).collect();
    if missing.is_empty() {
        return Ok(());
    }
    println!("Missing system packages:");
    for package in &missing {
        println!("  {:<22} {}", package.name, package.why);
    }
    let names = missing.iter().map(|package| package.name);
    if !is_installed("apt-get") {
        return Err(Failure(format!(
            "This system has no apt-get. Install what your system calls {}, then start this command again.",
            names.collect::<Vec<_>>().join(", ")
        )));
    }
    apt_get(["update", "-qq"])?;
    apt_get(["install", "--yes", "--no-install-recommends"].into_iter().chain(names))
}

fn apt_get(arguments: impl IntoIterator<Item = &'static str>) -> Result<(), Failure> {
    let arguments = ["DEBIAN_FRONTEND=noninteractive", "apt-get"].into_iter().chain(arguments);
    if Program::new("id").args(["-u"]).output()?.trim() == "0" {
        Program::new("env").args(arguments).run()
    } else if is_installed("sudo") {
        Program::new("sudo").args(["env"]).args(arguments).run()
    } else {
        let line = arguments.collect::<Vec<_>>().join(" ");
        Err(Failure(format!("There is no sudo here. As root, run `{line}`, then start this command again.")))
    }
}
