//! `naru settle`: days netted, positions shown and handed out, banks' statements compared.

mod calendar;
mod day;
mod statement;
mod words;

use super::Place;
use crate::data_dir::{DataDir, Held};
use crate::installation::{Installation, Shelves};
use crate::problem::Problem;
use clap::{Subcommand, ValueEnum};
use naru_base::{BankCode, BankTranId, BusinessDate, Lang};
use naru_store::Store;
use std::path::PathBuf;
use std::process::ExitCode;

/// Net each business date, show and export positions, compare banks' statements
#[derive(Debug, clap::Args)]
#[command(after_help = "\
A running server closes past days by itself, within an hour.
  naru settle list --data DIR                        which days are closed, and when they are paid
  naru settle show --date 20261122 --data DIR        who pays and who is paid
  naru settle export --date 20261122 --form csv …    the same for a spreadsheet or a program
  naru settle reconcile --bank 901 --date 20261122 … a bank's own statement against the book

list, show, export, differences and calendar also work while the server runs.")]
pub struct Settle {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Close a business date, or all that are over; closing one again tells what was recorded
    #[command(after_help = "\
Example, with the server stopped:
  naru settle close --date 20261122 --data /var/lib/naru

Days are closed in order. Transfers in doubt do not hold a day back: they count in the window of the
day on which they are decided.")]
    Close {
        #[command(flatten)]
        place: Place,
        /// The business date [default: all that are over, in order]
        #[arg(long, value_parser = date, value_name = "YYYYMMDD")]
        date: Option<BusinessDate>,
        /// Print one JSON array
        #[arg(long)]
        json: bool,
    },
    /// List the closed days, the newest first
    #[command(after_help = "Example:\n  naru settle list --most 7 --data /var/lib/naru")]
    List {
        #[command(flatten)]
        place: Place,
        /// Only days before this one
        #[arg(long, value_parser = date, value_name = "YYYYMMDD")]
        before: Option<BusinessDate>,
        /// How many
        #[arg(long, default_value_t = 31, value_name = "N",
            value_parser = clap::value_parser!(u16).range(1..=366))]
        most: u16,
        /// Print one JSON array
        #[arg(long)]
        json: bool,
    },
    /// Show who pays and who is paid for a business date
    #[command(after_help = "\
Example:
  naru settle show --date 20261122 --data /var/lib/naru

A net position above zero is what a participant pays in on the value date; below zero, what it is
paid. They sum to zero.")]
    Show {
        #[command(flatten)]
        day: Day,
        /// Print one JSON object
        #[arg(long)]
        json: bool,
    },
    /// Print a closed day for a spreadsheet or a program
    #[command(after_help = "\
Example:
  naru settle export --date 20261122 --form csv --data /var/lib/naru > 20261122.csv")]
    Export {
        #[command(flatten)]
        day: Day,
        /// As what
        #[arg(long, value_enum, default_value_t = Form::Csv)]
        form: Form,
    },
    /// Compare a bank's own statement of a business date with the book; exit code 1 if they differ
    #[command(after_help = "\
Example, with the server stopped:
  naru settle reconcile --bank 901 --date 20261122 --statement 901.csv --data /var/lib/naru

A statement is a table with exactly these columns, one line for each request of that date:
  bank_tran_id,date,amount,outcome
  M202600001U000000001,20261122,10000,done
Outcomes are done, failed, void and processing. Without --statement the books of a virtual bank are
read, if they lie in the directory. A difference is kept until it is explained or gone.")]
    Reconcile {
        #[command(flatten)]
        day: Day,
        /// The bank
        #[arg(long, value_parser = bank, value_name = "CODE")]
        bank: BankCode,
        /// The bank's statement, as CSV [default: the books of a virtual bank in the directory]
        #[arg(long, value_name = "FILE")]
        statement: Option<PathBuf>,
        /// Print one JSON object
        #[arg(long)]
        json: bool,
    },
    /// List the differences that nobody has explained; exit code 1 if there are any
    #[command(after_help = "Example:\n  naru settle differences --data /var/lib/naru")]
    Differences {
        #[command(flatten)]
        place: Place,
        /// Print one JSON array
        #[arg(long)]
        json: bool,
    },
    /// Say why a transfer differs
    #[command(after_help = "\
Example, with the server stopped (no names or account numbers in the text):
  naru settle explain --bank 901 --date 20261122 --id M202600001U000000001 \\
      --because 'the bank put it right on 20261124, its letter 17' --data /var/lib/naru")]
    Explain {
        #[command(flatten)]
        day: Day,
        /// The bank
        #[arg(long, value_parser = bank, value_name = "CODE")]
        bank: BankCode,
        /// The transfer
        #[arg(long, value_parser = id, value_name = "BANK_TRAN_ID")]
        id: BankTranId,
        /// Why they differ
        #[arg(long, value_name = "TEXT")]
        because: String,
    },
    /// Show the bank holidays of a year, or give a year its holidays
    #[command(after_help = "\
Example: correct a year, with the server stopped
  naru settle calendar --year 2027 --csv --data /var/lib/naru > 2027.csv
  naru settle calendar --year 2027 --put 2027.csv --source 'almanac of 2027' --data /var/lib/naru

The table has the columns date,name_ko,name_en,source and all holidays of the year: those that it
had are replaced. Days that are closed keep their value dates.")]
    Calendar {
        #[command(flatten)]
        place: Place,
        /// The year
        #[arg(long, value_name = "YYYY",
            value_parser = clap::value_parser!(u16).range(2000..=2200))]
        year: u16,
        /// Replace its holidays by those of this table
        #[arg(long, value_name = "FILE", requires = "source")]
        put: Option<PathBuf>,
        /// Where they come from
        #[arg(long, value_name = "TEXT", requires = "put")]
        source: Option<String>,
        /// Print the table
        #[arg(long, conflicts_with = "put")]
        csv: bool,
    },
}

#[derive(Debug, clap::Args)]
struct Day {
    #[command(flatten)]
    place: Place,
    /// The business date
    #[arg(long, value_parser = date, value_name = "YYYYMMDD")]
    date: BusinessDate,
}

/// As what a day is exported.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum Form {
    /// A table, one line for each participant.
    Csv,
    /// One object.
    Json,
}

/// Who gives the commands of this program in audit records.
const ACTOR: &str = "system:settle";

fn date(text: &str) -> Result<BusinessDate, String> {
    BusinessDate::parse(text).ok_or_else(|| "a date is eight digits, YYYYMMDD".to_owned())
}

fn bank(text: &str) -> Result<BankCode, String> {
    BankCode::parse(text).map_err(|_| "a bank's code has three digits".to_owned())
}

fn id(text: &str) -> Result<BankTranId, String> {
    BankTranId::parse(text).map_err(|e| e.to_string())
}

pub(super) fn run(it: Settle, lang: Lang) -> Result<ExitCode, Problem> {
    match it.command {
        Command::Close { place, date, json } => day::close(&place, date, json, lang),
        Command::List { place, before, most, json } => {
            day::list(&place, before, i64::from(most), json, lang)
        }
        Command::Show { day, json } => day::show(&day, json, lang),
        Command::Export { day, form } => day::export(&day, form, lang),
        Command::Reconcile { day, bank, statement, json } => {
            statement::reconcile(&day, &bank, statement.as_deref(), json, lang)
        }
        Command::Differences { place, json } => statement::differences(&place, json, lang),
        Command::Explain { day, bank, id, because } => {
            statement::explain(&day, &bank, &id, because, lang)
        }
        Command::Calendar { place, year, put, source, csv } => {
            let year = i64::from(year);
            match put.zip(source) {
                Some((file, source)) => calendar::put(&place, year, &file, source, lang),
                None => calendar::show(&place, year, csv, lang),
            }
        }
    }
}

/// The book for reading only, also beside a server.
fn reading(place: &Place) -> Result<Store, Problem> {
    let installation = Installation::open(DataDir::existing(&place.data)?)?;
    installation.is_up_to_date()?;
    let [(_, options), ..] = installation.shelves();
    Ok(Store::open_reading(options)?)
}

/// The book for writing, with no server beside.
struct Writing {
    shelves: Shelves,
    dir: DataDir,
    _held: Held,
}

impl Writing {
    fn open(place: &Place) -> Result<Writing, Problem> {
        let dir = DataDir::existing(&place.data)?;
        let held = dir.hold("settle")?;
        let shelves = Installation::open(dir.clone())?.open_shelves()?;
        Ok(Writing { shelves, dir, _held: held })
    }

    fn book(&self) -> &Store {
        &self.shelves.book
    }

    fn close(self) -> Result<(), Problem> {
        Ok(self.shelves.close()?)
    }
}
