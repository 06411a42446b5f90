-- What is to be settled is taken in the order of the systems: all matters of these, then of the next.
CREATE INDEX oss_todo_next ON oss_todo (after_system, package_id, advisory_id);
