//! Version order of each ecosystem, as its own tools decide it.
