//! The example page in a headless Chromium: what stands in it after loading, and after a person used it.

mod common;

use common::{find_tool, repository, succeed, sx};
use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::thread;

/// What a person does on the page: two notes are written, one of them blank, and the first note is clicked. `page.js`
/// has run when this does: module scripts run in the order of the document.
const VISIT: &str = r##"<script type="module">
  const write = (text) => {
    document.querySelector("#text").value = text;
    document.querySelector("#form").requestSubmit();
  };
  write("  Close the last parenthesis ");
  write("   ");
  document.querySelector("li").click();
</script>
</body>"##;

#[test]
fn the_page_is_made_and_answers() {
    let names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
    let Some(chromium) = find_tool(&names, "SX_REQUIRE_CHROMIUM") else { return };
    let source = repository().join("examples/browser");
    let site = tempfile::tempdir().expect("a folder");
    let script = site.path().join("page.js");
    sx(&["build", source.join("page.lisp").to_str().expect("is UTF-8"), "-o", script.to_str().expect("is UTF-8")]);
    let page = fs::read_to_string(source.join("index.html")).expect("is there");
    fs::write(site.path().join("index.html"), &page).expect("writes");
    fs::write(site.path().join("visit.html"), page.replace("</body>", VISIT)).expect("writes");
    let port = serve(site.path().to_owned());

    let loaded = load(&chromium, &format!("http://127.0.0.1:{port}/index.html"));
    let notes = "<li class=\"\">Read the language reference</li><li class=\"\">Write a macro</li>";
    assert_contains(&loaded, &format!("<ul id=\"list\">{notes}</ul>"));
    assert_contains(&loaded, "<p id=\"status\">2 of 2 left.</p>");

    let used = load(&chromium, &format!("http://127.0.0.1:{port}/visit.html"));
    let notes = "<li class=\"done\">Read the language reference</li><li class=\"\">Write a macro</li>\
                 <li class=\"\">Close the last parenthesis</li>";
    assert_contains(&used, &format!("<ul id=\"list\">{notes}</ul>"));
    assert_contains(&used, "<p id=\"status\">2 of 3 left.</p>");
}

/// The document at `url` as text, after its scripts.
fn load(chromium: &str, url: &str) -> String {
    let profile = tempfile::tempdir().expect("a folder");
    let mut command = Command::new(chromium);
    // A fresh profile, no sandbox (tests may run as root in a container), and nothing that asks the network.
    command.args(["--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-quic"]);
    command.args(["--no-first-run", "--disable-background-networking", "--disable-component-update"]);
    command.args(["--disable-sync", "--disable-extensions", "--virtual-time-budget=10000", "--dump-dom"]);
    command.arg(format!("--user-data-dir={}", profile.path().display())).arg(url);
    succeed(&mut command)
}

fn assert_contains(document: &str, part: &str) {
    assert!(document.contains(part), "no {part} in\n{document}");
}

/// Serves the files of `folder` on a free port for as long as the test lives.
fn serve(folder: PathBuf) -> u16 {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a free port");
    let port = listener.local_addr().expect("has an address").port();
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            // A browser opens connections ahead of need; one that says nothing must not keep the others waiting.
            let folder = folder.clone();
            thread::spawn(move || answer(stream, &folder));
        }
    });
    port
}

/// Answers one request; a browser that goes away early is no fault.
fn answer(mut stream: TcpStream, folder: &Path) {
    let mut lines = BufReader::new(&stream).lines().map_while(Result::ok);
    let Some(request) = lines.next() else { return };
    // The rest of the head is read, or closing the connection would reset it.
    let _ = lines.take_while(|line| !line.is_empty()).count();
    let name = request.split(' ').nth(1).unwrap_or("").trim_start_matches('/');
    let is_script = Path::new(name).extension().is_some_and(|extension| extension == "js");
    let kind = if is_script { "text/javascript" } else { "text/html" };
    let (status, body) = match fs::read(folder.join(name)) {
        Ok(body) if !name.contains("..") => ("200 OK", body),
        Ok(_) | Err(_) => ("404 Not Found", Vec::new()),
    };
    let head = format!(
        "HTTP/1.1 {status}\r\nContent-Type: {kind}; charset=utf-8\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
        body.len(),
    );
    let _ = stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(&body));
}
