//! CVSS scores of versions 2, 3.0, 3.1 and 4.0, with temporal and environmental metrics.
