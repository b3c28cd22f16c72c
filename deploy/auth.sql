-- Runs once, when the data directory of the auth server is made.
CREATE TABLE auth_user (id serial PRIMARY KEY, username text UNIQUE NOT NULL);
INSERT INTO auth_user (username) VALUES ('ada'), ('grace'), ('edsger');
