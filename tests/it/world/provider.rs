//! A provider of accounts on this machine, by OpenID Connect: it signs whom the story says, and
//! signs wrongly when the story says so. Its RSA key is for stories only.

use axum::{
    Json, Router,
    extract::{Form, Query, State},
    http::{HeaderMap, StatusCode},
    routing::{get, post},
};
use data_encoding::{BASE64, BASE64URL_NOPAD};
use fourlens_server::config::ProviderSettings;
use ring::{
    digest::{SHA256, digest},
    rand::SystemRandom,
    rsa::PublicKeyComponents,
    signature::{
        ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair, RSA_PKCS1_SHA256, RsaKeyPair,
    },
};
use serde_json::{Value, json};
use std::{
    collections::HashMap,
    sync::{Arc, Mutex},
};

const RSA_KEY: &[u8] = include_bytes!("provider-key.der");

/// What the portal is called there, and the secret they share.
pub const CLIENT: &str = "fourlens";
const SECRET: &str = "between us: ü&=";

/// What goes wrong with the next token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wrong {
    /// Nothing.
    Nothing,
    /// The nonce of another sign-in.
    Nonce,
    /// For another portal.
    Audience,
    /// By another issuer.
    Issuer,
    /// It was over an hour ago.
    Over,
    /// It is not signed at all, and says so.
    Unsigned,
    /// It is signed with a key that the provider does not have.
    Key,
    /// It was changed after it was signed.
    Changed,
}

/// A provider.
pub struct Provider {
    inner: Arc<Inner>,
    running: tokio::task::JoinHandle<()>,
}

struct Inner {
    url: String,
    says: Mutex<Value>,
    wrong: Mutex<Wrong>,
    with_rsa: Mutex<bool>,
    codes: Mutex<HashMap<String, HashMap<String, String>>>,
    ec: EcdsaKeyPair,
    rsa: RsaKeyPair,
    stranger: EcdsaKeyPair,
}

impl Provider {
    /// One that knows nobody yet.
    pub async fn start() -> Provider {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0")
            .await
            .expect("a port");
        let url = format!("http://{}", listener.local_addr().expect("an address"));
        let inner = Arc::new(Inner {
            url,
            says: Mutex::new(json!({})),
            wrong: Mutex::new(Wrong::Nothing),
            with_rsa: Mutex::new(false),
            codes: Mutex::default(),
            ec: ec_key(),
            rsa: RsaKeyPair::from_der(RSA_KEY).expect("a key"),
            stranger: ec_key(),
        });
        let app = Router::new()
            .route("/.well-known/openid-configuration", get(document))
            .route("/keys", get(keys))
            .route("/token", post(token))
            .with_state(inner.clone());
        let running = tokio::spawn(async move {
            let _ended = axum::serve(listener, app).await;
        });
        Provider { inner, running }
    }

    /// What the portal is told of it.
    pub fn settings(&self) -> ProviderSettings {
        ProviderSettings {
            issuer: self.inner.url.clone(),
            client_id: CLIENT.to_string(),
            client_secret: SECRET.to_string().into(),
            name: "Alder Council".to_string(),
            entra: false,
            second_factor: vec!["mfa".to_string()],
        }
    }

    /// Whom it signs from now on: claims beside those of the sign-in.
    pub fn says(&self, claims: Value) {
        *self.inner.says.lock().expect("a lock") = claims;
    }

    /// What goes wrong from now on.
    pub fn goes_wrong(&self, wrong: Wrong) {
        *self.inner.wrong.lock().expect("a lock") = wrong;
    }

    /// It signs with its RSA key from now on.
    pub fn signs_with_rsa(&self) {
        *self.inner.with_rsa.lock().expect("a lock") = true;
    }

    /// Someone signs in on its page, which the portal led to; where that leads back to.
    pub fn sign_in(&self, page: &str) -> String {
        let (path, query) = page.split_once('?').expect("a query");
        assert_eq!(path, format!("{}/authorize", self.inner.url));
        let asked: HashMap<String, String> = query
            .split('&')
            .filter_map(|pair| pair.split_once('='))
            .map(|(name, value)| (name.to_string(), decoded(value)))
            .collect();
        assert_eq!(asked["response_type"], "code");
        assert_eq!(asked["client_id"], CLIENT);
        assert_eq!(asked["code_challenge_method"], "S256");
        let code = format!("code-{}", self.inner.codes.lock().expect("a lock").len());
        let back = format!(
            "/sign-in/provider/return?code={code}&state={}",
            asked["state"]
        );
        self.inner.codes.lock().expect("a lock").insert(code, asked);
        back
    }

    /// It goes away.
    pub fn go_down(&self) {
        self.running.abort();
    }
}

fn ec_key() -> EcdsaKeyPair {
    let (random, how) = (SystemRandom::new(), &ECDSA_P256_SHA256_FIXED_SIGNING);
    let key = EcdsaKeyPair::generate_pkcs8(how, &random).expect("a key");
    EcdsaKeyPair::from_pkcs8(how, key.as_ref(), &random).expect("a key")
}

async fn document(State(inner): State<Arc<Inner>>) -> Json<Value> {
    let url = &inner.url;
    Json(json!({
        "issuer": url,
        "authorization_endpoint": format!("{url}/authorize"),
        "token_endpoint": format!("{url}/token"),
        "jwks_uri": format!("{url}/keys"),
    }))
}

async fn keys(State(inner): State<Arc<Inner>>) -> Json<Value> {
    let point = inner.ec.public_key().as_ref();
    let rsa = PublicKeyComponents::<Vec<u8>>::from(inner.rsa.public());
    let text = |bytes: &[u8]| BASE64URL_NOPAD.encode(bytes);
    Json(json!({ "keys": [
        { "kty": "EC", "kid": "ec", "use": "sig", "crv": "P-256", "x": text(&point[1..33]), "y": text(&point[33..]) },
        { "kty": "RSA", "kid": "rsa", "use": "sig", "alg": "RS256", "n": text(&rsa.n), "e": text(&rsa.e) },
    ] }))
}

async fn token(
    State(inner): State<Arc<Inner>>,
    _query: Query<HashMap<String, String>>,
    headers: HeaderMap,
    Form(posted): Form<HashMap<String, String>>,
) -> Result<Json<Value>, StatusCode> {
    let basic = headers
        .get("authorization")
        .and_then(|value| value.to_str().ok());
    let basic = basic.and_then(|value| value.strip_prefix("Basic "));
    let basic = BASE64
        .decode(basic.unwrap_or_default().as_bytes())
        .unwrap_or_default();
    let basic = String::from_utf8(basic).unwrap_or_default();
    let (name, secret) = basic.split_once(':').ok_or(StatusCode::UNAUTHORIZED)?;
    if (decoded(name).as_str(), decoded(secret).as_str()) != (CLIENT, SECRET) {
        return Err(StatusCode::UNAUTHORIZED);
    }
    let asked = inner.codes.lock().expect("a lock").remove(&posted["code"]);
    let asked = asked.ok_or(StatusCode::BAD_REQUEST)?;
    let challenge = digest(&SHA256, posted["code_verifier"].as_bytes());
    let proved = BASE64URL_NOPAD.encode(challenge.as_ref()) == asked["code_challenge"];
    if !proved || posted["redirect_uri"] != asked["redirect_uri"] {
        return Err(StatusCode::BAD_REQUEST);
    }
    Ok(Json(
        json!({ "token_type": "Bearer", "access_token": "none", "id_token": signed(&inner, &asked["nonce"]) }),
    ))
}

fn signed(inner: &Inner, nonce: &str) -> String {
    let wrong = *inner.wrong.lock().expect("a lock");
    let with_rsa = *inner.with_rsa.lock().expect("a lock");
    let says = inner.says.lock().expect("a lock").clone();
    let now = says["now"].as_i64().expect("the story's now");
    let mut claims = json!({
        "iss": inner.url, "aud": CLIENT, "nonce": nonce, "iat": now, "exp": now + 300,
    });
    let both = claims.as_object_mut().expect("an object");
    both.extend(says.as_object().expect("an object").clone());
    match wrong {
        Wrong::Nonce => claims["nonce"] = json!("of another"),
        Wrong::Audience => claims["aud"] = json!("another portal"),
        Wrong::Issuer => claims["iss"] = json!("https://evil.example"),
        Wrong::Over => claims["exp"] = json!(now - 3600),
        _ => {}
    }
    let (alg, kid) = match (wrong, with_rsa) {
        (Wrong::Unsigned, _) => ("none", "ec"),
        (_, true) => ("RS256", "rsa"),
        (_, false) => ("ES256", "ec"),
    };
    let text = |value: &Value| BASE64URL_NOPAD.encode(value.to_string().as_bytes());
    let head = text(&json!({ "alg": alg, "kid": kid, "typ": "JWT" }));
    let message = format!("{head}.{}", text(&claims));
    let random = SystemRandom::new();
    let ec = match wrong {
        Wrong::Key => &inner.stranger,
        _ => &inner.ec,
    };
    let signature = match alg {
        "none" => Vec::new(),
        "RS256" => {
            let mut signature = vec![0; inner.rsa.public().modulus_len()];
            let signing = inner.rsa.sign(
                &RSA_PKCS1_SHA256,
                &random,
                message.as_bytes(),
                &mut signature,
            );
            signing.expect("signed");
            signature
        }
        _ => ec
            .sign(&random, message.as_bytes())
            .expect("signed")
            .as_ref()
            .to_vec(),
    };
    let message = match wrong {
        Wrong::Changed => {
            claims["sub"] = json!("someone else");
            format!("{head}.{}", text(&claims))
        }
        _ => message,
    };
    format!("{message}.{}", BASE64URL_NOPAD.encode(&signature))
}

fn decoded(text: &str) -> String {
    let (mut bytes, mut rest) = (Vec::new(), text.bytes());
    while let Some(byte) = rest.next() {
        match byte {
            b'%' => {
                let digits = [rest.next(), rest.next()].map(|digit| digit.expect("two digits"));
                let digits = String::from_utf8_lossy(&digits).into_owned();
                bytes.push(u8::from_str_radix(&digits, 16).expect("hexadecimal"));
            }
            b'+' => bytes.push(b' '),
            plain => bytes.push(plain),
        }
    }
    String::from_utf8(bytes).expect("text")
}
