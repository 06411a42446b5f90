//! Metrics and their values, read against the table of a version.

use super::CvssError;

/// What a metric belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Group {
    /// Always there.
    Base,
    /// As time goes by; threat in 4.0.
    Temporal,
    /// Where it runs.
    Environmental,
    /// For people only.
    Supplemental,
}

/// A metric. The word for "not defined" stands last unless the metric is a base one.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Metric {
    pub(super) name: &'static str,
    pub(super) group: Group,
    pub(super) values: &'static [&'static str],
}

/// A shorter way to write a table.
pub(super) const fn metric(
    name: &'static str,
    group: Group,
    values: &'static [&'static str],
) -> Metric {
    Metric { name, group, values }
}

/// Values of the metrics of a version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Vector {
    metrics: &'static [Metric],
    values: Vec<Option<&'static str>>,
}

impl Vector {
    pub(super) fn read(text: &str, metrics: &'static [Metric]) -> Result<Vector, CvssError> {
        let mut values: Vec<Option<&'static str>> = vec![None; metrics.len()];
        for part in text.split('/').filter(|part| !part.is_empty()) {
            let unknown = || CvssError(format!("`{part}` is no metric of this version"));
            let (name, value) = part.split_once(':').ok_or_else(unknown)?;
            let at = metrics.iter().position(|metric| metric.name == name).ok_or_else(unknown)?;
            let metric = &metrics[at];
            let value = metric.values.iter().find(|known| **known == value).ok_or_else(|| {
                CvssError(format!("`{part}`: {name} is one of {}", metric.values.join(", ")))
            })?;
            if values[at].replace(value).is_some() {
                return Err(CvssError(format!("{name} is there twice")));
            }
        }
        for (metric, value) in metrics.iter().zip(&values) {
            if metric.group == Group::Base && value.is_none() {
                return Err(CvssError(format!("{} is missing", metric.name)));
            }
        }
        Ok(Vector { metrics, values })
    }

    /// The value of a metric; "not defined" if it is not there.
    pub(super) fn get(&self, name: &str) -> &'static str {
        let at = self.metrics.iter().position(|metric| metric.name == name);
        let at = at.expect("formulas name metrics of their own table");
        self.values[at]
            .unwrap_or_else(|| self.metrics[at].values.last().expect("metrics have values"))
    }

    /// Whether a metric of a group is there and defined.
    pub(super) fn has_any(&self, group: Group) -> bool {
        let mut pairs = self.metrics.iter().zip(&self.values);
        pairs.any(|(metric, value)| {
            metric.group == group && value.is_some_and(|value| Some(&value) != metric.values.last())
        })
    }

    /// The same with its base metrics alone.
    pub(super) fn only_base(&self) -> Vector {
        let base = |(metric, value): (&Metric, &Option<&'static str>)| {
            if metric.group == Group::Base { *value } else { None }
        };
        Vector {
            metrics: self.metrics,
            values: self.metrics.iter().zip(&self.values).map(base).collect(),
        }
    }
}
