-- What fraud detection found in transfers. Holds no account and no person: the transfer's row has
-- both, sealed.
CREATE TABLE fds_detection (
    business_date   BIGINT NOT NULL,
    id              TEXT   NOT NULL,
    client_use_code TEXT   NOT NULL CHECK (substr(bank_tran_id, 1, 10) = client_use_code),
    at              BIGINT NOT NULL,
    transfer_date   BIGINT NOT NULL,
    bank_tran_id    TEXT   NOT NULL,
    bank_code       TEXT   NOT NULL,
    amount          BIGINT NOT NULL CHECK (amount > 0),
    rule            TEXT   NOT NULL,
    action          TEXT   NOT NULL CHECK (action IN ('blocked', 'noticed')),
    PRIMARY KEY (business_date, id)
) {by_day};
CREATE INDEX fds_detection_of ON fds_detection (client_use_code, at, id);
