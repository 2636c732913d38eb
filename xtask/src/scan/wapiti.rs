//! wapiti walks the portal as people of several roles do, then attacks what it found: addresses,
//! queries, the forms that are posted, and what it left there before.

use std::fs::{self, File};
use std::path::Path;
use std::process::Command;
use std::sync::Mutex;
use std::time::Duration;

use anyhow::{Context, Result, bail};
use serde::Deserialize;
use serde_json::json;
use std::collections::BTreeMap;

use super::demo::Demo;
use super::explained::{Finding, place};
use super::{Place, Scanned, client};
use crate::process;

/// The program, its requirements file and its folder.
pub(super) const NAME: &str = "wapiti";

/// Its modules, but for those that would fetch data from elsewhere (`cms`, `htp`, `network_device`,
/// `nikto`, `wapp`, `wp_enum`), that wait for a call to a machine elsewhere (`log4shell`, `ssrf`,
/// `xxe`), that look up other names of the machine (`takeover`), and what asks about others'
/// software and nothing of this one's: `spring4shell` takes any two statuses of a post with and
/// without a body for a hit, and `ssl` finds no TLS where a proxy ends it.
const MODULES: &str = "backup,cookieflags,crlf,csp,csrf,exec,file,htaccess,http_headers,\
    https_redirect,ldap,methods,permanentxss,redirect,shellshock,sql,timesql,upload,xss";

/// And these two once, signed out: guessing addresses and passwords.
const GUESSES: &str = "brute_login_form,buster";

/// As whom, and how long it may look for pages. Signed out first, so that nothing was changed yet.
const VISITORS: [(&str, u32); 8] = [
    ("", 5),
    ("head@quillmere.example", 10),
    ("lead@childrens-services.example", 10),
    ("quality@ostrelby.example", 10),
    (AUDITOR, 10),
    ("chair@ostrelby.example", 10),
    ("data.protection@ostrelby.example", 10),
    ("administrator@ostrelby.example", 15),
];

/// Sees the return of a case only after saying that there is no conflict of interest.
const AUDITOR: &str = "auditor@ostrelby.example";

/// What would end the visitor's session or change how they sign in.
const LEFT_ALONE: [&str; 7] = [
    "/sign-*",
    "/account/*",
    "/forgotten*",
    "/set-password*",
    "/prove*",
    "/people/*/disable",
    "/people/*/second-factor",
];

/// How long one module may attack.
const SECONDS_A_MODULE: &str = "8";

/// How long one visitor may take in all, should the limits above not hold.
const LIMIT: Duration = Duration::from_secs(4 * 60);

/// Visitors at once.
const LANES: usize = 2;

/// Goes through the portal as each visitor.
pub(super) fn scan(place: &Place, demo: &Demo) -> Result<Scanned> {
    let waiting = Mutex::new(VISITORS.iter());
    let next = || waiting.lock().ok().and_then(|mut waiting| waiting.next());
    let lane = || -> Result<Vec<Finding>> {
        let mut findings = Vec::new();
        while let Some((email, seconds)) = next() {
            findings.extend(visit(place, demo, email, *seconds)?);
        }
        Ok(findings)
    };
    let lanes: Vec<Result<Vec<Finding>>> = std::thread::scope(|scope| {
        let lanes: Vec<_> = (0..LANES).map(|_| scope.spawn(lane)).collect();
        let ended = lanes.into_iter().map(std::thread::ScopedJoinHandle::join);
        let ended = ended.map(|lane| lane.unwrap_or_else(|_| bail!("a lane panicked")));
        ended.collect()
    });
    let mut findings = Vec::new();
    for lane in lanes {
        findings.extend(lane?);
    }
    Ok(Scanned {
        runs: VISITORS.len(),
        findings,
    })
}

fn visit(place: &Place, demo: &Demo, email: &str, seconds: u32) -> Result<Vec<Finding>> {
    let name = match email {
        "" => "signed-out",
        email => email,
    };
    let folder = place.folder.join(name);
    fs::create_dir_all(&folder)?;
    let report = folder.join("report.json");
    let log = File::create(folder.join("said.txt"))?;
    let url = demo.url();
    let mut wapiti = Command::new(place.programs.join(NAME));
    wapiti
        .args(["--url", &format!("{url}/"), "--scope", "folder"])
        .args(["--depth", "10", "--max-links-per-page", "40"])
        .args(["--max-files-per-dir", "12", "--tasks", "8"])
        .args(["--max-scan-time", &seconds.to_string()])
        .args(["--max-attack-time", SECONDS_A_MODULE])
        // It looks this name up though no module asks for it.
        .args(["--dns-endpoint", "127.0.0.1"])
        .args(["--no-bugreport", "--flush-session", "--verbose", "1"])
        .arg("--store-session")
        .arg(folder.join("session"))
        .arg("--store-config")
        .arg(folder.join("config"))
        .args(["--format", "json", "--output"])
        .arg(&report)
        .current_dir(&folder)
        .stdout(log.try_clone()?)
        .stderr(log);
    match email {
        "" => {
            wapiti.args(["--module", &format!("{MODULES},{GUESSES}")]);
        }
        email => {
            let session = client::sign_in(demo.address, demo.account(email)?)?;
            if email == AUDITOR {
                declare(demo, &session)?;
            }
            wapiti.args(["--module", MODULES, "--cookie"]);
            wapiti.arg(cookie_file(&folder, &session)?);
            for path in LEFT_ALONE {
                wapiti.args(["--exclude", &format!("{url}{path}")]);
            }
        }
    }
    process::run_within(LIMIT, &mut wapiti)
        .with_context(|| format!("see {}", folder.join("said.txt").display()))?;
    let report = fs::read_to_string(&report).context("wapiti wrote no report")?;
    let report: Report = serde_json::from_str(&report).context("wapiti's report")?;
    eprintln!("{NAME}: {} pages as {name}", report.infos.crawled_pages_nbr);
    Ok(report.findings())
}

/// Declares that there is no conflict of interest wherever the home page asks.
fn declare(demo: &Demo, session: &str) -> Result<()> {
    let home = client::get(demo.address, "/home", session)?;
    let links = home.body.split("href=\"").skip(1);
    let links = links.filter_map(|link| link.split('"').next());
    for page in links.filter(|link| link.ends_with("/conflict")) {
        client::post(demo.address, page, session, "conflict=no")?;
    }
    Ok(())
}

/// A session where wapiti looks for cookies.
fn cookie_file(folder: &Path, session: &str) -> Result<std::path::PathBuf> {
    let (name, value) = session.split_once('=').context("no session")?;
    let cookie = json!({
        "value": value, "expires": null, "secure": false, "port": null, "version": 0
    });
    let file = folder.join("cookies.json");
    let cookies = json!({ "127.0.0.1": { "/": { name: cookie } } });
    fs::write(&file, cookies.to_string())?;
    Ok(file)
}

type ByName = BTreeMap<String, Vec<Found>>;

/// wapiti's report, as far as it is read.
#[derive(Deserialize)]
struct Report {
    vulnerabilities: ByName,
    anomalies: ByName,
    additionals: ByName,
    infos: Infos,
}

#[derive(Deserialize)]
struct Infos {
    crawled_pages_nbr: usize,
}

#[derive(Deserialize)]
struct Found {
    method: String,
    path: String,
    info: String,
}

impl Report {
    fn findings(self) -> Vec<Finding> {
        let all = [self.vulnerabilities, self.anomalies, self.additionals];
        let by_name = all.into_iter().flatten();
        let each = by_name.flat_map(|(what, found)| {
            found.into_iter().map(move |found| Finding {
                tool: NAME.to_owned(),
                what: what.clone(),
                place: place(&found.method, &found.path),
                detail: found.info,
            })
        });
        each.collect()
    }
}
