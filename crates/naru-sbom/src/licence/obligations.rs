//! What a licence asks of whoever uses the component, by the way in which he uses it. A table of
//! the common licences; for one that is not here the answer is "not known", never "nothing".
//!
//! An aid to whoever decides, no legal advice.

/// How a component is used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum UseCase {
    /// Handed on as a program.
    Binary,
    /// Handed on as source text.
    Source,
    /// Offered over a network, not handed on.
    Service,
    /// Changed, and handed on.
    Modified,
    /// Combined with own work into one program, and handed on.
    Combined,
}

/// How far a licence's own terms reach into the work around it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reach {
    /// Not at all.
    Nothing,
    /// To the changed files.
    File,
    /// To the library; whoever uses it must be able to change and relink it.
    Library,
    /// To the whole program.
    Program,
    /// To the whole program, also if it is only offered over a network.
    Network,
}

/// What must be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Obligation {
    /// Keep the copyright notices and hand them on.
    Notice,
    /// Hand on the text of the licence.
    LicenceText,
    /// Hand on the content of the NOTICE file.
    NoticeFile,
    /// Say what was changed.
    StateChanges,
    /// Hand on the source, or an offer of it.
    SourceOffer,
    /// Offer the source to those who use it over a network.
    NetworkSource,
    /// Put the whole work under the same licence.
    SameLicence,
    /// Put the changed parts under the same licence.
    SameLicenceForChanges,
    /// Let users change the library and run the work with it.
    Relink,
    /// Hand on what is needed to install a changed version on consumer devices.
    InstallInformation,
    /// Who sues over patents loses his rights.
    PatentTermination,
    /// Who hands it on grants his patents.
    PatentGrant,
    /// Name the makers in advertisements.
    Advertising,
    /// Do not use the makers' names to recommend the work.
    NoEndorsement,
    /// Only uses that the licence lists are allowed: look before any use.
    RestrictedUse,
}

impl Obligation {
    /// The obligation in Korean.
    #[must_use]
    pub const fn ko(self) -> &'static str {
        match self {
            Self::Notice => "저작권 고지를 그대로 두고 함께 전달합니다.",
            Self::LicenceText => "라이선스 전문을 함께 전달합니다.",
            Self::NoticeFile => "NOTICE 파일의 내용을 함께 전달합니다.",
            Self::StateChanges => "고친 사실과 내용을 표시합니다.",
            Self::SourceOffer => "소스 코드나 소스 제공 약정서를 함께 전달합니다.",
            Self::NetworkSource => "네트워크로 쓰는 사람에게도 소스 코드를 제공합니다.",
            Self::SameLicence => "결과물 전체를 같은 라이선스로 배포합니다.",
            Self::SameLicenceForChanges => "고친 부분을 같은 라이선스로 배포합니다.",
            Self::Relink => "사용자가 라이브러리를 바꾸어 다시 연결할 수 있게 합니다.",
            Self::InstallInformation => {
                "소비자 기기라면 고친 판을 설치하는 데 필요한 정보를 전달합니다."
            }
            Self::PatentTermination => "특허 소송을 내면 사용 권리를 잃습니다.",
            Self::PatentGrant => "배포하면 관련 특허의 사용을 허락하게 됩니다.",
            Self::Advertising => "광고에 만든 이를 밝힙니다.",
            Self::NoEndorsement => "만든 이의 이름으로 제품을 추천하지 않습니다.",
            Self::RestrictedUse => {
                "허용된 용도가 정해져 있습니다. 쓰기 전에 법무 검토를 받으십시오."
            }
        }
    }

    /// The obligation in English.
    #[must_use]
    pub const fn en(self) -> &'static str {
        match self {
            Self::Notice => "Keep the copyright notices and hand them on.",
            Self::LicenceText => "Hand on the text of the licence.",
            Self::NoticeFile => "Hand on the content of the NOTICE file.",
            Self::StateChanges => "Say that and what you changed.",
            Self::SourceOffer => "Hand on the source, or a written offer of it.",
            Self::NetworkSource => "Offer the source also to those who use it over a network.",
            Self::SameLicence => "Put the whole work under the same licence.",
            Self::SameLicenceForChanges => "Put what you changed under the same licence.",
            Self::Relink => "Let users replace the library and relink the work.",
            Self::InstallInformation => {
                "For consumer devices, hand on what is needed to install a changed version."
            }
            Self::PatentTermination => "Anyone who sues over patents loses the right to use it.",
            Self::PatentGrant => "Who hands it on grants the patents concerned.",
            Self::Advertising => "Name the makers in advertisements.",
            Self::NoEndorsement => "Do not use the makers' names to recommend the work.",
            Self::RestrictedUse => "Only some uses are allowed. Have a lawyer look before any use.",
        }
    }
}

use Obligation::{
    Advertising, InstallInformation, LicenceText, NetworkSource, NoEndorsement, Notice, NoticeFile,
    PatentGrant, PatentTermination, Relink, RestrictedUse, SameLicence, SameLicenceForChanges,
    SourceOffer, StateChanges,
};

/// A licence: how far it reaches, what it asks when handed on, and what besides when changed.
struct Row {
    ids: &'static [&'static str],
    reach: Reach,
    always: &'static [Obligation],
    changed: &'static [Obligation],
}

/// Asks for its notice with the source text only.
const IN_SOURCE_ONLY: &str = "BSL-1.0";

const ROWS: [Row; 23] = [
    Row {
        ids: &["0BSD", "MIT-0", "Unlicense", "CC0-1.0", "WTFPL", "blessing"],
        reach: Reach::Nothing,
        always: &[],
        changed: &[],
    },
    Row {
        ids: &[
            "MIT",
            "ISC",
            "X11",
            "BSD-1-Clause",
            "BSD-2-Clause",
            "NCSA",
            "PostgreSQL",
            "Unicode-3.0",
            "Unicode-DFS-2016",
            "HPND",
            "curl",
            "MIT-CMU",
            "Python-2.0",
            "PSF-2.0",
            "BlueOak-1.0.0",
        ],
        reach: Reach::Nothing,
        always: &[Notice, LicenceText],
        changed: &[],
    },
    Row {
        ids: &["Zlib", "libpng-2.0", "Libpng", "bzip2-1.0.6"],
        reach: Reach::Nothing,
        always: &[Notice],
        changed: &[StateChanges],
    },
    Row {
        ids: &["BSD-3-Clause", "BSD-3-Clause-Clear"],
        reach: Reach::Nothing,
        always: &[Notice, LicenceText, NoEndorsement],
        changed: &[],
    },
    Row {
        ids: &["BSD-4-Clause", "BSD-4-Clause-UC", "OpenSSL", "SSLeay-standalone", "PHP-3.01"],
        reach: Reach::Nothing,
        always: &[Notice, LicenceText, NoEndorsement, Advertising],
        changed: &[],
    },
    Row {
        ids: &["Apache-2.0"],
        reach: Reach::Nothing,
        always: &[Notice, LicenceText, NoticeFile, PatentTermination],
        changed: &[StateChanges, PatentGrant],
    },
    Row {
        ids: &["Apache-1.1"],
        reach: Reach::Nothing,
        always: &[Notice, LicenceText, NoEndorsement],
        changed: &[],
    },
    Row {
        ids: &["AFL-3.0", "ECL-2.0", "MS-PL", "Artistic-2.0", "MulanPSL-2.0"],
        reach: Reach::Nothing,
        always: &[Notice, LicenceText, PatentTermination],
        changed: &[StateChanges],
    },
    Row {
        ids: &["MPL-1.1", "MPL-2.0", "MPL-2.0-no-copyleft-exception"],
        reach: Reach::File,
        always: &[Notice, LicenceText, SourceOffer, PatentTermination],
        changed: &[PatentGrant],
    },
    Row {
        ids: &["CDDL-1.0", "CDDL-1.1", "EPL-1.0", "EPL-2.0", "CPL-1.0"],
        reach: Reach::File,
        always: &[Notice, LicenceText, SourceOffer, PatentTermination],
        changed: &[StateChanges, PatentGrant],
    },
    Row {
        ids: &[
            "LGPL-2.0-only",
            "LGPL-2.0-or-later",
            "LGPL-2.1-only",
            "LGPL-2.1-or-later",
            "LGPL-2.1",
            "LGPL-2.0",
        ],
        reach: Reach::Library,
        always: &[Notice, LicenceText, SourceOffer],
        changed: &[StateChanges],
    },
    Row {
        ids: &["LGPL-3.0-only", "LGPL-3.0-or-later", "LGPL-3.0"],
        reach: Reach::Library,
        always: &[Notice, LicenceText, SourceOffer, PatentTermination, InstallInformation],
        changed: &[StateChanges, PatentGrant],
    },
    Row {
        ids: &["GPL-1.0-only", "GPL-1.0-or-later", "GPL-2.0-only", "GPL-2.0-or-later", "GPL-2.0"],
        reach: Reach::Program,
        always: &[Notice, LicenceText, SourceOffer],
        changed: &[StateChanges],
    },
    Row {
        ids: &["GPL-3.0-only", "GPL-3.0-or-later", "GPL-3.0"],
        reach: Reach::Program,
        always: &[Notice, LicenceText, SourceOffer, PatentTermination, InstallInformation],
        changed: &[StateChanges, PatentGrant],
    },
    Row {
        ids: &["AGPL-3.0-only", "AGPL-3.0-or-later", "AGPL-3.0"],
        reach: Reach::Network,
        always: &[Notice, LicenceText, SourceOffer, PatentTermination, InstallInformation],
        changed: &[StateChanges, PatentGrant],
    },
    Row {
        ids: &["EUPL-1.1", "EUPL-1.2"],
        reach: Reach::Network,
        always: &[Notice, LicenceText, SourceOffer],
        changed: &[StateChanges, PatentGrant],
    },
    Row {
        ids: &["OSL-3.0"],
        reach: Reach::Network,
        always: &[Notice, LicenceText, SourceOffer, PatentTermination],
        changed: &[StateChanges, PatentGrant],
    },
    Row {
        ids: &["SSPL-1.0"],
        reach: Reach::Network,
        always: &[Notice, LicenceText, SourceOffer, RestrictedUse],
        changed: &[StateChanges],
    },
    Row {
        ids: &["BUSL-1.1", "Elastic-2.0", "PolyForm-Noncommercial-1.0.0"],
        reach: Reach::Nothing,
        always: &[Notice, LicenceText, RestrictedUse],
        changed: &[StateChanges],
    },
    Row {
        ids: &["PolyForm-Small-Business-1.0.0", "JSON", "CC-BY-NC-4.0", "CC-BY-NC-SA-4.0"],
        reach: Reach::Nothing,
        always: &[Notice, LicenceText, RestrictedUse],
        changed: &[],
    },
    Row {
        ids: &["CC-BY-3.0", "CC-BY-4.0"],
        reach: Reach::Nothing,
        always: &[Notice, LicenceText],
        changed: &[StateChanges],
    },
    Row {
        ids: &["CC-BY-SA-3.0", "CC-BY-SA-4.0"],
        reach: Reach::Program,
        always: &[Notice, LicenceText],
        changed: &[StateChanges],
    },
    Row {
        ids: &["OFL-1.1", "OFL-1.1-RFN", "OFL-1.1-no-RFN"],
        reach: Reach::File,
        always: &[Notice, LicenceText, NoEndorsement],
        changed: &[StateChanges],
    },
];

fn row(id: &str) -> Option<&'static Row> {
    ROWS.iter().find(|row| row.ids.contains(&id))
}

/// How far a licence reaches; nothing if it is not in the table.
#[must_use]
pub fn reach_of(id: &str) -> Option<Reach> {
    if id == IN_SOURCE_ONLY { Some(Reach::Nothing) } else { row(id).map(|row| row.reach) }
}

/// What a licence asks for in a use, in the order of the list; nothing if it is not in the table,
/// which means "not known", not "no obligations".
#[must_use]
pub fn obligations(id: &str, used: UseCase) -> Option<Vec<Obligation>> {
    if id == IN_SOURCE_ONLY {
        let is_source = used == UseCase::Source;
        return Some(if is_source { vec![Notice, LicenceText] } else { Vec::new() });
    }
    let row = row(id)?;
    let mut obligations: Vec<Obligation> = match used {
        // Nothing is handed on: only terms on the use itself count.
        UseCase::Service => {
            let counts =
                |obligation: &Obligation| matches!(obligation, PatentTermination | RestrictedUse);
            row.always.iter().copied().filter(counts).collect()
        }
        // Whoever hands on the source has offered it.
        UseCase::Source => {
            row.always.iter().copied().filter(|obligation| *obligation != SourceOffer).collect()
        }
        UseCase::Binary | UseCase::Modified | UseCase::Combined => row.always.to_vec(),
    };
    if used == UseCase::Modified {
        obligations.extend(row.changed);
    }
    if row.reach == Reach::Network && used != UseCase::Source {
        obligations.push(NetworkSource);
    }
    match (row.reach, used) {
        (Reach::Program | Reach::Network, UseCase::Combined | UseCase::Modified) => {
            obligations.push(SameLicence);
        }
        (Reach::Library | Reach::File, UseCase::Modified) => {
            obligations.push(SameLicenceForChanges)
        }
        (Reach::Library, UseCase::Combined) => obligations.push(Relink),
        _ => {}
    }
    obligations.sort_unstable();
    obligations.dedup();
    Some(obligations)
}
