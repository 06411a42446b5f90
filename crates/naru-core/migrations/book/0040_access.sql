-- From where, and with which certificate, an institution may call. No row: no such restriction.

CREATE TABLE access_source (
    client_use_code TEXT   NOT NULL REFERENCES identity_institution (client_use_code),
    network         TEXT   NOT NULL,
    added_at        BIGINT NOT NULL,
    PRIMARY KEY (client_use_code, network)
) {by_key};

-- SHA-256 of the certificate (DER). Two may live at once, so that one can be replaced.
CREATE TABLE access_certificate (
    client_use_code TEXT    NOT NULL REFERENCES identity_institution (client_use_code),
    thumbprint      {bytes} NOT NULL,
    not_after       BIGINT  NOT NULL,
    added_at        BIGINT  NOT NULL,
    PRIMARY KEY (client_use_code, thumbprint)
) {by_key};
