use serde_json::json;

use crate::support::stores;

#[test]
fn a_value_replaces_the_one_with_its_key() {
    for (_folder, store) in stores() {
        assert_eq!(store.setting("theme").unwrap(), None);
        store.put_setting("theme", &json!("dark")).unwrap();
        store.put_setting("theme", &json!({"name": "light"})).unwrap();
        assert_eq!(store.setting("theme").unwrap(), Some(json!({"name": "light"})));
        assert_eq!(store.setting("other").unwrap(), None);
    }
}
