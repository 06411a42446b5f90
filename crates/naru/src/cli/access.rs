//! `naru access`: from which networks, and with which client certificates, an institution may call.

use super::Place;
use crate::data_dir::{self, DataDir};
use crate::installation::{self, Installation};
use crate::problem::Problem;
use crate::stdio;
use clap::Subcommand;
use ipnet::IpNet;
use naru_base::{Answer, ClientUseCode, Lang, Micros, No, texts};
use naru_core::access::{self, Access, Certificate, Change, Thumbprint};
use naru_store::{Store, Tx};
use ring::digest::{SHA256, digest};
use rustls_pki_types::CertificateDer;
use rustls_pki_types::pem::PemObject as _;
use serde_json::json;
use std::collections::BTreeMap;
use std::net::IpAddr;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use x509_parser::prelude::{FromDer as _, X509Certificate};

texts! {
    nothing { ko: "제한이 없습니다: 모든 이용기관이 어디에서나 호출할 수 있습니다", en: "no restrictions: every institution may call from everywhere" }
    network_line(code: &str, network: &str) {
        ko: "{code}  네트워크  {network}",
        en: "{code}  network      {network}",
    }
    certificate_line(code: &str, thumbprint: &str, until: &str) {
        ko: "{code}  인증서    {thumbprint}  {until}까지",
        en: "{code}  certificate  {thumbprint}  until {until}",
    }
    done { ko: "반영했습니다. 서버를 다시 시작하면 적용됩니다", en: "done; in force when the server starts" }
    unknown_institution {
        ko: "네트워크에 그런 이용기관이 없습니다",
        en: "there is no such institution on the network",
    }
    not_listed { ko: "목록에 없는 것입니다", en: "that is not listed" }
    list_hint {
        ko: "`naru access list`가 목록을 보여 줍니다",
        en: "`naru access list` shows what is listed",
    }
    too_many {
        ko: "이 이용기관의 목록이 가득 찼습니다",
        en: "this institution's list is full",
    }
    too_many_hint {
        ko: "쓰지 않는 네트워크나 바뀐 인증서를 먼저 빼십시오",
        en: "remove networks that are not used, or the certificate that is replaced, first",
    }
    expired {
        ko: "이미 끝난 인증서입니다",
        en: "the certificate has ended already",
    }
    no_certificate(path: &str) {
        ko: "`{path}`에 PEM 인증서가 없습니다",
        en: "there is no certificate in PEM in `{path}`",
    }
    no_certificate_hint {
        ko: "`-----BEGIN CERTIFICATE-----`로 시작하는, 이용기관의 클라이언트 인증서 파일을 주십시오",
        en: "give the institution's client certificate, a file with `-----BEGIN CERTIFICATE-----`",
    }
}

/// From which networks, and with which client certificates, an institution may call
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples, with the server stopped:
  naru access list --data /var/lib/naru
  naru access add-network M202600001 203.0.113.0/24 --data /var/lib/naru
  naru access add-certificate M202600001 narae.pem --data /var/lib/naru

Without an entry there is no restriction; with the first one, only what is listed opens.")]
pub struct AccessCommand {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Show what is listed, for every institution
    List {
        #[command(flatten)]
        place: Place,
        /// Print one JSON object
        #[arg(long)]
        json: bool,
    },
    /// Let an institution call from one more network
    AddNetwork {
        #[command(flatten)]
        of: Of,
        /// An address or a network in CIDR form
        #[arg(value_parser = network, value_name = "NETWORK")]
        network: IpNet,
    },
    /// Take a network off an institution's list
    RemoveNetwork {
        #[command(flatten)]
        of: Of,
        /// An address or a network in CIDR form
        #[arg(value_parser = network, value_name = "NETWORK")]
        network: IpNet,
    },
    /// Accept one more client certificate of an institution; two may be live at once
    AddCertificate {
        #[command(flatten)]
        of: Of,
        /// The certificate, in PEM
        #[arg(value_name = "FILE")]
        file: PathBuf,
    },
    /// Accept a client certificate no longer
    RemoveCertificate {
        #[command(flatten)]
        of: Of,
        /// SHA-256 of the certificate, as `naru access list` shows it
        #[arg(value_parser = thumbprint, value_name = "SHA256")]
        thumbprint: Thumbprint,
    },
}

#[derive(Debug, clap::Args)]
struct Of {
    #[command(flatten)]
    place: Place,
    /// The institution's code
    #[arg(value_parser = institution, value_name = "CODE")]
    institution: ClientUseCode,
}

fn institution(text: &str) -> Result<ClientUseCode, String> {
    ClientUseCode::parse(text).map_err(|e| e.to_string())
}

fn network(text: &str) -> Result<IpNet, String> {
    let one = text.parse::<IpAddr>().map(IpNet::from);
    let form = || "write an address, or a network like 203.0.113.0/24".to_owned();
    text.parse::<IpNet>().ok().or(one.ok()).ok_or_else(form)
}

fn thumbprint(text: &str) -> Result<Thumbprint, String> {
    let bytes = data_encoding::HEXLOWER_PERMISSIVE.decode(text.as_bytes());
    bytes.ok().and_then(|it| it.try_into().ok()).ok_or_else(|| "write 64 hex digits".to_owned())
}

pub(super) fn run(it: AccessCommand, lang: Lang) -> Result<ExitCode, Problem> {
    match it.command {
        Command::List { place, json } => list(&place, json, lang)?,
        Command::AddNetwork { of, network } => {
            change(&of, lang, move |tx, it| access::add_source(tx, it, network))?;
        }
        Command::RemoveNetwork { of, network } => {
            change(&of, lang, move |tx, it| access::remove_source(tx, it, network))?;
        }
        Command::AddCertificate { of, file } => {
            let certificate = read_certificate(&file)?;
            change(&of, lang, move |tx, it| access::add_certificate(tx, it, certificate))?;
        }
        Command::RemoveCertificate { of, thumbprint } => {
            change(&of, lang, move |tx, it| access::remove_certificate(tx, it, &thumbprint))?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn change(
    of: &Of,
    lang: Lang,
    command: impl Fn(&mut Tx<'_>, &Change<'_>) -> Answer<()> + Send + 'static,
) -> Result<(), Problem> {
    let dir = DataDir::existing(&of.place.data)?;
    let _held = dir.hold("access")?;
    let shelves = Installation::open(dir)?.open_shelves()?;
    let (env, institution) = (installation::env(), of.institution.clone());
    let written = shelves.book.write_blocking(move |tx| {
        let it = Change { env: &env, actor: "system:access", institution: &institution };
        command(tx, &it)
    });
    shelves.close()?;
    written.map_err(told)?;
    stdio::talk(&done(lang));
    Ok(())
}

fn told(no: No) -> Problem {
    match no {
        No::Refusal(it) => match it.code {
            "access/institution-unknown" => Problem::new(unknown_institution),
            "access/source-unknown" | "access/certificate-unknown" => {
                Problem::new(not_listed).hint(list_hint)
            }
            "access/too-many-sources" | "access/too-many-certificates" => {
                Problem::new(too_many).hint(too_many_hint)
            }
            "access/certificate-expired" => Problem::new(expired),
            _ => No::Refusal(it).into(),
        },
        fault @ No::Fault(_) => fault.into(),
    }
}

fn list(place: &Place, as_json: bool, lang: Lang) -> Result<(), Problem> {
    let installation = Installation::open(DataDir::existing(&place.data)?)?;
    installation.is_up_to_date()?;
    let [(_, options), ..] = installation.shelves();
    let book = Store::open_reading(options)?;
    let all: BTreeMap<ClientUseCode, Access> = book.read_blocking(|tx| Ok(access::load(tx)?))?;
    if as_json {
        let shown: serde_json::Map<_, _> =
            all.iter().map(|(code, it)| (code.to_string(), access_json(it))).collect();
        stdio::json(&shown);
        return Ok(());
    }
    if all.is_empty() {
        stdio::talk(&nothing(lang));
    }
    for (code, it) in &all {
        let code = code.to_string();
        it.sources.iter().for_each(|n| stdio::data(&network_line(lang, &code, &n.to_string())));
        for it in &it.certificates {
            let until = it.not_after.business_date().to_string();
            stdio::data(&certificate_line(lang, &code, &hex(&it.thumbprint), &until));
        }
    }
    Ok(())
}

fn access_json(it: &Access) -> serde_json::Value {
    let certificate = |it: &Certificate| {
        let until = it.not_after.business_date().to_string();
        json!({ "sha256": hex(&it.thumbprint), "until": until })
    };
    json!({
        "networks": it.sources.iter().map(ToString::to_string).collect::<Vec<_>>(),
        "certificates": it.certificates.iter().map(certificate).collect::<Vec<_>>(),
    })
}

fn hex(bytes: &[u8]) -> String {
    data_encoding::HEXLOWER.encode(bytes)
}

fn read_certificate(path: &Path) -> Result<Certificate, Problem> {
    let text = data_dir::read(path)?;
    let shown = path.display().to_string();
    let none = move || {
        let shown = shown.clone();
        Problem::new(move |lang| no_certificate(lang, &shown)).hint(no_certificate_hint)
    };
    let der = CertificateDer::from_pem_slice(text.as_bytes()).map_err(|e| none().because(&e))?;
    let (_, parsed) = X509Certificate::from_der(&der).map_err(|e| none().because(&e))?;
    let mut out: Thumbprint = [0; 32];
    out.copy_from_slice(digest(&SHA256, &der).as_ref());
    let seconds = parsed.validity().not_after.timestamp();
    Ok(Certificate { thumbprint: out, not_after: Micros::new(0).plus_seconds(seconds) })
}
