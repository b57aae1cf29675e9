//! Secrets in their places: the vault's file, the program's memory, their order.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use step_execution::secret::{
    FoundSecret, PlaceStatus, SecretPlace, SecretStore, SecretStoreError, SecretStoreOptions, VaultError,
};
use step_execution::{Secret, SecretError, SecretSource};

/// A value that must turn up in no file.
const VALUE: &str = "sk-planted-4711";

/// A store over this vault, as another start of the program would have it; guesses cost little, so that tests end.
fn store(vault: &Path) -> SecretStore {
    SecretStore::new(SecretStoreOptions { keychain: false, vault: Some(vault.to_owned()), vault_work: 4 })
}

fn unlocked(vault: &Path, passphrase: &str) -> SecretStore {
    let store = store(vault);
    store.unlock_vault(Secret::new(passphrase)).unwrap();
    store
}

fn vault() -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("vault.age");
    (folder, path)
}

fn status(store: &SecretStore, place: SecretPlace) -> PlaceStatus {
    store.places().into_iter().find(|one| one.place == place).unwrap().status
}

fn found(place: SecretPlace) -> FoundSecret {
    FoundSecret { secret: Secret::new(VALUE), place }
}

#[test]
fn what_the_vault_keeps_is_there_after_the_next_start_and_only_with_the_passphrase() {
    let (_folder, path) = vault();
    assert_eq!(
        status(&store(&path), SecretPlace::Vault),
        PlaceStatus::Empty,
        "there is no file before the first secret"
    );
    unlocked(&path, "open").set("key", &Secret::new(VALUE), Some(SecretPlace::Vault)).unwrap();
    let bytes = std::fs::read(&path).unwrap();
    assert!(
        !bytes.windows(VALUE.len()).any(|part| part == VALUE.as_bytes()),
        "the file does not hold the value as it is"
    );
    assert!(bytes.starts_with(b"age-encryption.org/v1"), "it is a file that age opens, too");

    let next = store(&path);
    assert!(matches!(next.find("key"), Err(SecretError::Locked { .. })), "locked is not the same as missing");
    assert_eq!(status(&next, SecretPlace::Vault), PlaceStatus::Locked);
    next.unlock_vault(Secret::new("open")).unwrap();
    assert_eq!(next.find("key"), Ok(found(SecretPlace::Vault)), "the answer says where it comes from");
    assert_eq!(next.secret("key"), Ok(Secret::new(VALUE)));
    assert_eq!(next.find("other"), Err(SecretError::Missing { name: "other".to_owned() }));
}

#[test]
fn a_wrong_passphrase_and_a_damaged_file_are_told_apart_and_change_nothing() {
    let (_folder, path) = vault();
    unlocked(&path, "open").set("key", &Secret::new(VALUE), Some(SecretPlace::Vault)).unwrap();
    let whole = std::fs::read(&path).unwrap();
    let wrong = store(&path).unlock_vault(Secret::new("shut"));
    assert_eq!(wrong, Err(SecretStoreError::Vault(VaultError::WrongPassphrase)));
    assert_eq!(store(&path).unlock_vault(Secret::new("")), Err(SecretStoreError::Vault(VaultError::EmptyPassphrase)));

    let cut = whole[..whole.len() - 5].to_vec();
    let mut changed = whole.clone();
    *changed.last_mut().unwrap() ^= 1;
    for damaged in [cut, changed, b"no vault at all".to_vec(), Vec::new()] {
        std::fs::write(&path, &damaged).unwrap();
        let store = store(&path);
        let refused = store.unlock_vault(Secret::new("open"));
        assert!(matches!(refused, Err(SecretStoreError::Vault(VaultError::Corrupt { .. }))), "{refused:?}");
        store.set("other", &Secret::new("x"), Some(SecretPlace::Vault)).unwrap_err();
        assert_eq!(std::fs::read(&path).unwrap(), damaged, "a file that cannot be read is never written over");
    }
    std::fs::write(&path, &whole).unwrap();
    let store = unlocked(&path, "open");
    std::fs::write(&path, b"damaged while the program runs").unwrap();
    store.set("other", &Secret::new("x"), Some(SecretPlace::Vault)).unwrap_err();
    assert_eq!(status(&store, SecretPlace::Vault), PlaceStatus::Broken);
    assert_eq!(std::fs::read(&path).unwrap(), b"damaged while the program runs");
}

#[test]
fn two_programs_that_change_one_vault_lose_nothing() {
    let (_folder, path) = vault();
    let (one, other) = (unlocked(&path, "open"), unlocked(&path, "open"));
    one.set("a", &Secret::new("1"), Some(SecretPlace::Vault)).unwrap();
    other.set("b", &Secret::new("2"), Some(SecretPlace::Vault)).unwrap();
    one.set("c", &Secret::new("3"), Some(SecretPlace::Vault)).unwrap();
    let names = |store: &SecretStore| store.list(&BTreeSet::new()).into_iter().map(|one| one.name).collect::<Vec<_>>();
    assert_eq!(
        (names(&one), names(&other)),
        (vec!["a".into(), "b".into(), "c".into()], vec!["a".into(), "b".into(), "c".into()])
    );
    assert_eq!(other.remove("a"), Ok(vec![SecretPlace::Vault]));
    assert!(one.find("a").is_err(), "what one removes is gone for the other");
}

#[cfg(unix)]
#[test]
fn nobody_else_may_read_the_vault() {
    use std::os::unix::fs::PermissionsExt as _;
    let (_folder, path) = vault();
    unlocked(&path, "open").set("key", &Secret::new(VALUE), Some(SecretPlace::Vault)).unwrap();
    assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
}

#[test]
fn the_vault_answers_before_the_memory_and_a_locked_one_is_passed_over() {
    let (_folder, path) = vault();
    let store = unlocked(&path, "open");
    store.set("key", &Secret::new("from memory"), Some(SecretPlace::Session)).unwrap();
    assert_eq!(store.set("key", &Secret::new(VALUE), None), Ok(SecretPlace::Vault), "the best place that lasts");
    assert_eq!(store.find("key"), Ok(found(SecretPlace::Vault)));
    let listed = store.list(&BTreeSet::new());
    assert_eq!(listed[0].places, [SecretPlace::Vault, SecretPlace::Session], "every place is told, in its order");

    let locked = self::store(&path);
    assert_eq!(locked.set("key", &Secret::new(VALUE), None), Ok(SecretPlace::Session), "nothing that lasts is open");
    assert_eq!(locked.find("key"), Ok(found(SecretPlace::Session)), "what is locked hides nothing that is open");
    assert!(locked.remove("key").is_err(), "whether the vault has it, too, cannot be known");
    assert!(matches!(locked.find("key"), Err(SecretError::Locked { .. })), "it is gone from memory all the same");
}

#[test]
fn what_cannot_be_a_secret_is_refused_with_the_reason() {
    let (_folder, path) = vault();
    let store = store(&path);
    let bad = store.set("two words", &Secret::new("x"), None);
    assert_eq!(bad, Err(SecretStoreError::BadName { name: "two words".to_owned() }));
    assert_eq!(store.set("key", &Secret::new(""), None), Err(SecretStoreError::Empty { name: "key".to_owned() }));
    let variable = "ROUTINE_SECRET_KEY".to_owned();
    let environment = store.set("key", &Secret::new("x"), Some(SecretPlace::Environment));
    assert_eq!(environment, Err(SecretStoreError::Environment { variable }));
    assert_eq!(status(&store, SecretPlace::Keychain), PlaceStatus::Absent, "it is switched off");
}
