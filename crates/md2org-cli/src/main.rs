//! tmp
use std::io::{Read, Write};
fn main() {
    let args: Vec<String> = std::env::args().collect();
    let mut options = sx_md2org::Options::default();
    if args.iter().any(|a| a == "--help") {
        println!("--from");
        return;
    }
    options.flavour = match args.iter().position(|a| a == "--from").map(|i| args[i + 1].as_str()) {
        Some("commonmark") => sx_md2org::Flavour::CommonMark,
        Some("gfm") => sx_md2org::Flavour::Gfm,
        _ => sx_md2org::Flavour::Full,
    };
    let mut s = String::new();
    std::io::stdin().read_to_string(&mut s).unwrap();
    let t = sx_md2org::normalize(&s);
    let c = sx_md2org::convert(&t, &options);
    std::io::stdout().write_all(c.org.as_bytes()).unwrap();
}
