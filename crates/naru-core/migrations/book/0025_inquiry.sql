-- What an institution may ask beyond its scopes, with where the right comes from.
CREATE TABLE relay_permit (
    client_use_code TEXT   NOT NULL REFERENCES identity_institution (client_use_code),
    -- full-number: holders may be checked by resident and other full registration numbers.
    permit          TEXT   NOT NULL CHECK (permit IN ('full-number')),
    source          TEXT   NOT NULL,
    granted_at      BIGINT NOT NULL,
    PRIMARY KEY (client_use_code, permit)
) {by_key};
