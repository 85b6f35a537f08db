//! Paths of the world, seen from one another.

pub(crate) use platc::world::below;

/// The way from a folder to a path: `../../service.plat`.
pub(crate) fn from_to(folder: &str, path: &str) -> String {
    let (from, to) = (names(folder), names(path));
    let common = from.iter().zip(&to).take_while(|(a, b)| a == b).count();
    let up = from.iter().skip(common).map(|_| "..");
    let down = to.iter().skip(common).copied();
    let way: Vec<_> = up.chain(down).collect();
    if way.is_empty() {
        return ".".to_owned();
    }
    way.join("/")
}

/// Whether a path is a folder or lies below it.
pub(crate) fn is_within(path: &str, folder: &str) -> bool {
    names(path).starts_with(&names(folder))
}

fn names(path: &str) -> Vec<&str> {
    path.split('/').filter(|name| !name.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_way_goes_up_and_down() {
        for (folder, path, way) in [
            ("home/shop", "home/shop/service.plat", "service.plat"),
            (
                "home/shop/generated/aws",
                "home/shop/service.plat",
                "../../service.plat",
            ),
            ("home/shop", "home", ".."),
            ("home", "home", "."),
            ("", "home", "home"),
            ("home/shop", "home/shopping", "../shopping"),
        ] {
            assert_eq!(from_to(folder, path), way);
        }
    }

    #[test]
    fn a_longer_name_is_not_within() {
        assert!(is_within("home/shop/x", "home/shop"));
        assert!(is_within("home/shop", "home/shop"));
        assert!(!is_within("home/shopping", "home/shop"));
    }
}
