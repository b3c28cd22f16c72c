-- What belongs to a session: SET, SHOW, LISTEN, FETCH, DISCARD.

-- session  reads: -  writes: -
SET search_path = shop, public;

-- session  reads: -  writes: -
  /* a /* nested */ comment */ SET search_path = shop, public;

-- session  reads: -  writes: -
set  search_path = shop, public;

-- session  reads: -  writes: -
SET search_path TO "$user", public;

-- session  reads: -  writes: -
  /* a /* nested */ comment */ SET search_path TO "$user", public;

-- session  reads: -  writes: -
set  search_path TO "$user", public;

-- session  reads: -  writes: -
SET LOCAL statement_timeout = 5000;

-- session  reads: -  writes: -
  /* a /* nested */ comment */ SET LOCAL statement_timeout = 5000;

-- session  reads: -  writes: -
set  LOCAL statement_timeout = 5000;

-- session  reads: -  writes: -
SET SESSION work_mem TO '64MB';

-- session  reads: -  writes: -
  /* a /* nested */ comment */ SET SESSION work_mem TO '64MB';

-- session  reads: -  writes: -
set  SESSION work_mem TO '64MB';

-- session  reads: -  writes: -
SET my.setting = 'value';

-- session  reads: -  writes: -
  /* a /* nested */ comment */ SET my.setting = 'value';

-- session  reads: -  writes: -
set  my.setting = 'value';

-- session  reads: -  writes: -
SET TIME ZONE 'Europe/Vienna';

-- session  reads: -  writes: -
  /* a /* nested */ comment */ SET TIME ZONE 'Europe/Vienna';

-- session  reads: -  writes: -
set  TIME ZONE 'Europe/Vienna';

-- session  reads: -  writes: -
SET TIME ZONE LOCAL;

-- session  reads: -  writes: -
  /* a /* nested */ comment */ SET TIME ZONE LOCAL;

-- session  reads: -  writes: -
set  TIME ZONE LOCAL;

-- session  reads: -  writes: -
SET TIME ZONE INTERVAL '-08:00' HOUR TO MINUTE;

-- session  reads: -  writes: -
  /* a /* nested */ comment */ SET TIME ZONE INTERVAL '-08:00' HOUR TO MINUTE;

-- session  reads: -  writes: -
set  TIME ZONE INTERVAL '-08:00' HOUR TO MINUTE;

-- session  reads: -  writes: -
SET NAMES 'UTF8';

-- session  reads: -  writes: -
  /* a /* nested */ comment */ SET NAMES 'UTF8';

-- session  reads: -  writes: -
set  NAMES 'UTF8';

-- session  reads: -  writes: -
SET SCHEMA 'shop';

-- session  reads: -  writes: -
  /* a /* nested */ comment */ SET SCHEMA 'shop';

-- session  reads: -  writes: -
set  SCHEMA 'shop';

-- session  reads: -  writes: -
SET ROLE reader;

-- session  reads: -  writes: -
  /* a /* nested */ comment */ SET ROLE reader;

-- session  reads: -  writes: -
set  ROLE reader;

-- session  reads: -  writes: -
SET ROLE NONE;

-- session  reads: -  writes: -
  /* a /* nested */ comment */ SET ROLE NONE;

-- session  reads: -  writes: -
set  ROLE NONE;

-- session  reads: -  writes: -
SET LOCAL ROLE "Writer";

-- session  reads: -  writes: -
  /* a /* nested */ comment */ SET LOCAL ROLE "Writer";

-- session  reads: -  writes: -
set  LOCAL ROLE "Writer";

-- session  reads: -  writes: -
SET SESSION AUTHORIZATION DEFAULT;

-- session  reads: -  writes: -
  /* a /* nested */ comment */ SET SESSION AUTHORIZATION DEFAULT;

-- session  reads: -  writes: -
set  SESSION AUTHORIZATION DEFAULT;

-- session  reads: -  writes: -
SET SESSION AUTHORIZATION 'writer';

-- session  reads: -  writes: -
  /* a /* nested */ comment */ SET SESSION AUTHORIZATION 'writer';

-- session  reads: -  writes: -
set  SESSION AUTHORIZATION 'writer';

-- session  reads: -  writes: -
SET XML OPTION DOCUMENT;

-- session  reads: -  writes: -
  /* a /* nested */ comment */ SET XML OPTION DOCUMENT;

-- session  reads: -  writes: -
set  XML OPTION DOCUMENT;

-- session  reads: -  writes: -
SET SESSION CHARACTERISTICS AS TRANSACTION READ ONLY;

-- session  reads: -  writes: -
  /* a /* nested */ comment */ SET SESSION CHARACTERISTICS AS TRANSACTION READ ONLY;

-- session  reads: -  writes: -
set  SESSION CHARACTERISTICS AS TRANSACTION READ ONLY;

-- session  reads: -  writes: -
SET SESSION CHARACTERISTICS AS TRANSACTION ISOLATION LEVEL SERIALIZABLE;

-- session  reads: -  writes: -
  /* a /* nested */ comment */ SET SESSION CHARACTERISTICS AS TRANSACTION ISOLATION LEVEL SERIALIZABLE;

-- session  reads: -  writes: -
set  SESSION CHARACTERISTICS AS TRANSACTION ISOLATION LEVEL SERIALIZABLE;

-- session  reads: -  writes: -
SET default_transaction_read_only = on;

-- session  reads: -  writes: -
  /* a /* nested */ comment */ SET default_transaction_read_only = on;

-- session  reads: -  writes: -
set  default_transaction_read_only = on;

-- session  reads: -  writes: -
SET transaction_isolation = 'serializable';

-- session  reads: -  writes: -
  /* a /* nested */ comment */ SET transaction_isolation = 'serializable';

-- session  reads: -  writes: -
set  transaction_isolation = 'serializable';

-- session  reads: -  writes: -
SET standard_conforming_strings = off;

-- session  reads: -  writes: -
  /* a /* nested */ comment */ SET standard_conforming_strings = off;

-- session  reads: -  writes: -
set  standard_conforming_strings = off;

-- session  reads: -  writes: -
SET datestyle TO postgres, dmy;

-- session  reads: -  writes: -
  /* a /* nested */ comment */ SET datestyle TO postgres, dmy;

-- session  reads: -  writes: -
set  datestyle TO postgres, dmy;

-- session  reads: -  writes: -
SET seed TO 0.5;

-- session  reads: -  writes: -
  /* a /* nested */ comment */ SET seed TO 0.5;

-- session  reads: -  writes: -
set  seed TO 0.5;

-- session  reads: -  writes: -
SET application_name = 'DELETE FROM t';

-- session  reads: -  writes: -
  /* a /* nested */ comment */ SET application_name = 'DELETE FROM t';

-- session  reads: -  writes: -
set  application_name = 'DELETE FROM t';

-- session  reads: -  writes: -
RESET search_path;

-- session  reads: -  writes: -
  /* a /* nested */ comment */ RESET search_path;

-- session  reads: -  writes: -
REset  search_path;

-- session  reads: -  writes: -
RESET ALL;

-- session  reads: -  writes: -
  /* a /* nested */ comment */ RESET ALL;

-- session  reads: -  writes: -
REset  ALL;

-- session  reads: -  writes: -
RESET ROLE;

-- session  reads: -  writes: -
  /* a /* nested */ comment */ RESET ROLE;

-- session  reads: -  writes: -
REset  ROLE;

-- session  reads: -  writes: -
RESET SESSION AUTHORIZATION;

-- session  reads: -  writes: -
  /* a /* nested */ comment */ RESET SESSION AUTHORIZATION;

-- session  reads: -  writes: -
REset  SESSION AUTHORIZATION;

-- session  reads: -  writes: -
RESET TIME ZONE;

-- session  reads: -  writes: -
  /* a /* nested */ comment */ RESET TIME ZONE;

-- session  reads: -  writes: -
REset  TIME ZONE;

-- session  reads: -  writes: -
SHOW search_path;

-- session  reads: -  writes: -
  /* a /* nested */ comment */ SHOW search_path;

-- session  reads: -  writes: -
Show  search_path;

-- session  reads: -  writes: -
SHOW ALL;

-- session  reads: -  writes: -
  /* a /* nested */ comment */ SHOW ALL;

-- session  reads: -  writes: -
Show  ALL;

-- session  reads: -  writes: -
SHOW TIME ZONE;

-- session  reads: -  writes: -
  /* a /* nested */ comment */ SHOW TIME ZONE;

-- session  reads: -  writes: -
Show  TIME ZONE;

-- session  reads: -  writes: -
SHOW TRANSACTION ISOLATION LEVEL;

-- session  reads: -  writes: -
  /* a /* nested */ comment */ SHOW TRANSACTION ISOLATION LEVEL;

-- session  reads: -  writes: -
Show  TRANSACTION ISOLATION LEVEL;

-- session  reads: -  writes: -
SHOW SESSION AUTHORIZATION;

-- session  reads: -  writes: -
  /* a /* nested */ comment */ SHOW SESSION AUTHORIZATION;

-- session  reads: -  writes: -
Show  SESSION AUTHORIZATION;

-- session  reads: -  writes: -
SHOW server_version;

-- session  reads: -  writes: -
  /* a /* nested */ comment */ SHOW server_version;

-- session  reads: -  writes: -
Show  server_version;

-- session  reads: -  writes: -
DISCARD ALL;

-- session  reads: -  writes: -
  /* a /* nested */ comment */ DISCARD ALL;

-- session  reads: -  writes: -
DISCARD  ALL;

-- session  reads: -  writes: -
DISCARD PLANS;

-- session  reads: -  writes: -
  /* a /* nested */ comment */ DISCARD PLANS;

-- session  reads: -  writes: -
DISCARD  PLANS;

-- session  reads: -  writes: -
DISCARD SEQUENCES;

-- session  reads: -  writes: -
  /* a /* nested */ comment */ DISCARD SEQUENCES;

-- session  reads: -  writes: -
DISCARD  SEQUENCES;

-- session  reads: -  writes: -
DISCARD TEMP;

-- session  reads: -  writes: -
  /* a /* nested */ comment */ DISCARD TEMP;

-- session  reads: -  writes: -
DISCARD  TEMP;

-- session  reads: -  writes: -
DISCARD TEMPORARY;

-- session  reads: -  writes: -
  /* a /* nested */ comment */ DISCARD TEMPORARY;

-- session  reads: -  writes: -
DISCARD  TEMPORARY;

-- session  reads: -  writes: -
LISTEN changed;

-- session  reads: -  writes: -
  /* a /* nested */ comment */ LISTEN changed;

-- session  reads: -  writes: -
LISTEN  changed;

-- session  reads: -  writes: -
LISTEN "Changed";

-- session  reads: -  writes: -
  /* a /* nested */ comment */ LISTEN "Changed";

-- session  reads: -  writes: -
LISTEN  "Changed";

-- session  reads: -  writes: -
UNLISTEN changed;

-- session  reads: -  writes: -
  /* a /* nested */ comment */ UNLISTEN changed;

-- session  reads: -  writes: -
UNLISTEN  changed;

-- session  reads: -  writes: -
UNLISTEN *;

-- session  reads: -  writes: -
  /* a /* nested */ comment */ UNLISTEN *;

-- session  reads: -  writes: -
UNLISTEN  *;
