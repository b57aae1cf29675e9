//! The time zone of this machine, in which timers and dates of new runs are read.

use std::path::Path;

/// Its IANA name; `UTC` when the system does not tell.
pub(crate) fn time_zone() -> String {
    let asked = std::env::var("TZ").ok().map(|zone| zone.trim_start_matches(':').to_owned());
    let asked = asked.filter(|zone| !zone.is_empty() && !zone.starts_with('/'));
    asked.or_else(|| zone_of_link(&std::fs::read_link("/etc/localtime").ok()?)).unwrap_or_else(|| "UTC".to_owned())
}

/// Unix systems name their zone by a link into the zone database.
fn zone_of_link(target: &Path) -> Option<String> {
    let target = target.to_string_lossy();
    let (_, zone) = target.split_once("zoneinfo/")?;
    Some(zone.trim_start_matches("posix/").to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_zone_is_the_end_of_the_link() {
        assert_eq!(zone_of_link(Path::new("/usr/share/zoneinfo/Europe/Berlin")).as_deref(), Some("Europe/Berlin"));
        assert_eq!(zone_of_link(Path::new("/etc/elsewhere")), None);
    }
}
