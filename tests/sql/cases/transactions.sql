-- Transaction control.

-- transaction  reads: -  writes: -
BEGIN;

-- transaction  reads: -  writes: -
/* first */ begin;

-- transaction  reads: -  writes: -
-- first
  BEGIN -- last
;

-- transaction  reads: -  writes: -
BEGIN WORK;

-- transaction  reads: -  writes: -
/* first */ begin work;

-- transaction  reads: -  writes: -
-- first
  BEGIN WORK -- last
;

-- transaction  reads: -  writes: -
BEGIN
	WORK;

-- transaction  reads: -  writes: -
BEGIN TRANSACTION ISOLATION LEVEL SERIALIZABLE, READ ONLY, DEFERRABLE;

-- transaction  reads: -  writes: -
/* first */ begin transaction isolation level serializable, READ ONLY, DEFERRABLE;

-- transaction  reads: -  writes: -
-- first
  BEGIN TRANSACTION ISOLATION LEVEL SERIALIZABLE, READ ONLY, DEFERRABLE -- last
;

-- transaction  reads: -  writes: -
BEGIN
	TRANSACTION
	ISOLATION
	LEVEL
	SERIALIZABLE,
	READ
	ONLY,
	DEFERRABLE;

-- transaction  reads: -  writes: -
BEGIN ISOLATION LEVEL REPEATABLE READ READ WRITE;

-- transaction  reads: -  writes: -
/* first */ begin isolation level repeatable read read write;

-- transaction  reads: -  writes: -
-- first
  BEGIN ISOLATION LEVEL REPEATABLE READ READ WRITE -- last
;

-- transaction  reads: -  writes: -
BEGIN
	ISOLATION
	LEVEL
	REPEATABLE
	READ
	READ
	WRITE;

-- transaction  reads: -  writes: -
BEGIN READ ONLY;

-- transaction  reads: -  writes: -
/* first */ begin read only;

-- transaction  reads: -  writes: -
-- first
  BEGIN READ ONLY -- last
;

-- transaction  reads: -  writes: -
BEGIN
	READ
	ONLY;

-- transaction  reads: -  writes: -
START TRANSACTION;

-- transaction  reads: -  writes: -
/* first */ start transaction;

-- transaction  reads: -  writes: -
-- first
  START TRANSACTION -- last
;

-- transaction  reads: -  writes: -
START
	TRANSACTION;

-- transaction  reads: -  writes: -
START TRANSACTION READ ONLY;

-- transaction  reads: -  writes: -
/* first */ start transaction read only;

-- transaction  reads: -  writes: -
-- first
  START TRANSACTION READ ONLY -- last
;

-- transaction  reads: -  writes: -
START
	TRANSACTION
	READ
	ONLY;

-- transaction  reads: -  writes: -
START TRANSACTION ISOLATION LEVEL READ COMMITTED;

-- transaction  reads: -  writes: -
/* first */ start transaction isolation level read committed;

-- transaction  reads: -  writes: -
-- first
  START TRANSACTION ISOLATION LEVEL READ COMMITTED -- last
;

-- transaction  reads: -  writes: -
START
	TRANSACTION
	ISOLATION
	LEVEL
	READ
	COMMITTED;

-- transaction  reads: -  writes: -
COMMIT;

-- transaction  reads: -  writes: -
/* first */ commit;

-- transaction  reads: -  writes: -
-- first
  COMMIT -- last
;

-- transaction  reads: -  writes: -
COMMIT WORK;

-- transaction  reads: -  writes: -
/* first */ commit work;

-- transaction  reads: -  writes: -
-- first
  COMMIT WORK -- last
;

-- transaction  reads: -  writes: -
COMMIT
	WORK;

-- transaction  reads: -  writes: -
COMMIT TRANSACTION AND NO CHAIN;

-- transaction  reads: -  writes: -
/* first */ commit transaction and no chain;

-- transaction  reads: -  writes: -
-- first
  COMMIT TRANSACTION AND NO CHAIN -- last
;

-- transaction  reads: -  writes: -
COMMIT
	TRANSACTION
	AND
	NO
	CHAIN;

-- transaction  reads: -  writes: -
COMMIT AND CHAIN;

-- transaction  reads: -  writes: -
/* first */ commit and chain;

-- transaction  reads: -  writes: -
-- first
  COMMIT AND CHAIN -- last
;

-- transaction  reads: -  writes: -
COMMIT
	AND
	CHAIN;

-- transaction  reads: -  writes: -
END;

-- transaction  reads: -  writes: -
/* first */ end;

-- transaction  reads: -  writes: -
-- first
  END -- last
;

-- transaction  reads: -  writes: -
END TRANSACTION;

-- transaction  reads: -  writes: -
/* first */ end transaction;

-- transaction  reads: -  writes: -
-- first
  END TRANSACTION -- last
;

-- transaction  reads: -  writes: -
END
	TRANSACTION;

-- transaction  reads: -  writes: -
ROLLBACK;

-- transaction  reads: -  writes: -
/* first */ rollback;

-- transaction  reads: -  writes: -
-- first
  ROLLBACK -- last
;

-- transaction  reads: -  writes: -
ROLLBACK WORK AND CHAIN;

-- transaction  reads: -  writes: -
/* first */ rollback work and chain;

-- transaction  reads: -  writes: -
-- first
  ROLLBACK WORK AND CHAIN -- last
;

-- transaction  reads: -  writes: -
ROLLBACK
	WORK
	AND
	CHAIN;

-- transaction  reads: -  writes: -
ABORT;

-- transaction  reads: -  writes: -
/* first */ abort;

-- transaction  reads: -  writes: -
-- first
  ABORT -- last
;

-- transaction  reads: -  writes: -
ABORT TRANSACTION;

-- transaction  reads: -  writes: -
/* first */ abort transaction;

-- transaction  reads: -  writes: -
-- first
  ABORT TRANSACTION -- last
;

-- transaction  reads: -  writes: -
ABORT
	TRANSACTION;

-- transaction  reads: -  writes: -
SAVEPOINT s;

-- transaction  reads: -  writes: -
/* first */ savepoint s;

-- transaction  reads: -  writes: -
-- first
  SAVEPOINT s -- last
;

-- transaction  reads: -  writes: -
SAVEPOINT
	s;

-- transaction  reads: -  writes: -
SAVEPOINT "S 1";

-- transaction  reads: -  writes: -
/* first */ savepoint "S 1";

-- transaction  reads: -  writes: -
-- first
  SAVEPOINT "S 1" -- last
;

-- transaction  reads: -  writes: -
SAVEPOINT
	"S
	1";

-- transaction  reads: -  writes: -
RELEASE s;

-- transaction  reads: -  writes: -
/* first */ release s;

-- transaction  reads: -  writes: -
-- first
  RELEASE s -- last
;

-- transaction  reads: -  writes: -
RELEASE
	s;

-- transaction  reads: -  writes: -
RELEASE SAVEPOINT "S 1";

-- transaction  reads: -  writes: -
/* first */ release savepoint "S 1";

-- transaction  reads: -  writes: -
-- first
  RELEASE SAVEPOINT "S 1" -- last
;

-- transaction  reads: -  writes: -
RELEASE
	SAVEPOINT
	"S
	1";

-- transaction  reads: -  writes: -
ROLLBACK TO s;

-- transaction  reads: -  writes: -
/* first */ rollback to s;

-- transaction  reads: -  writes: -
-- first
  ROLLBACK TO s -- last
;

-- transaction  reads: -  writes: -
ROLLBACK
	TO
	s;

-- transaction  reads: -  writes: -
ROLLBACK TO SAVEPOINT s;

-- transaction  reads: -  writes: -
/* first */ rollback to savepoint s;

-- transaction  reads: -  writes: -
-- first
  ROLLBACK TO SAVEPOINT s -- last
;

-- transaction  reads: -  writes: -
ROLLBACK
	TO
	SAVEPOINT
	s;

-- transaction  reads: -  writes: -
ROLLBACK TRANSACTION TO SAVEPOINT "S 1";

-- transaction  reads: -  writes: -
/* first */ rollback transaction to savepoint "S 1";

-- transaction  reads: -  writes: -
-- first
  ROLLBACK TRANSACTION TO SAVEPOINT "S 1" -- last
;

-- transaction  reads: -  writes: -
ROLLBACK
	TRANSACTION
	TO
	SAVEPOINT
	"S
	1";

-- transaction  reads: -  writes: -
PREPARE TRANSACTION 'two-phase';

-- transaction  reads: -  writes: -
/* first */ prepare transaction 'two-phase';

-- transaction  reads: -  writes: -
-- first
  PREPARE TRANSACTION 'two-phase' -- last
;

-- transaction  reads: -  writes: -
PREPARE
	TRANSACTION
	'two-phase';

-- transaction  reads: -  writes: -
COMMIT PREPARED 'two-phase';

-- transaction  reads: -  writes: -
/* first */ commit prepared 'two-phase';

-- transaction  reads: -  writes: -
-- first
  COMMIT PREPARED 'two-phase' -- last
;

-- transaction  reads: -  writes: -
COMMIT
	PREPARED
	'two-phase';

-- transaction  reads: -  writes: -
ROLLBACK PREPARED 'two-phase';

-- transaction  reads: -  writes: -
/* first */ rollback prepared 'two-phase';

-- transaction  reads: -  writes: -
-- first
  ROLLBACK PREPARED 'two-phase' -- last
;

-- transaction  reads: -  writes: -
ROLLBACK
	PREPARED
	'two-phase';

-- transaction  reads: -  writes: -
SET TRANSACTION READ ONLY;

-- transaction  reads: -  writes: -
/* first */ set transaction read only;

-- transaction  reads: -  writes: -
-- first
  SET TRANSACTION READ ONLY -- last
;

-- transaction  reads: -  writes: -
SET
	TRANSACTION
	READ
	ONLY;

-- transaction  reads: -  writes: -
SET TRANSACTION ISOLATION LEVEL SERIALIZABLE;

-- transaction  reads: -  writes: -
/* first */ set transaction isolation level serializable;

-- transaction  reads: -  writes: -
-- first
  SET TRANSACTION ISOLATION LEVEL SERIALIZABLE -- last
;

-- transaction  reads: -  writes: -
SET
	TRANSACTION
	ISOLATION
	LEVEL
	SERIALIZABLE;

-- transaction  reads: -  writes: -
SET TRANSACTION ISOLATION LEVEL READ UNCOMMITTED, READ WRITE, NOT DEFERRABLE;

-- transaction  reads: -  writes: -
/* first */ set transaction isolation level read uncommitted, READ WRITE, NOT DEFERRABLE;

-- transaction  reads: -  writes: -
-- first
  SET TRANSACTION ISOLATION LEVEL READ UNCOMMITTED, READ WRITE, NOT DEFERRABLE -- last
;

-- transaction  reads: -  writes: -
SET
	TRANSACTION
	ISOLATION
	LEVEL
	READ
	UNCOMMITTED,
	READ
	WRITE,
	NOT
	DEFERRABLE;

-- transaction  reads: -  writes: -
SET TRANSACTION SNAPSHOT '00000003-0000001B-1';

-- transaction  reads: -  writes: -
/* first */ set transaction snapshot '00000003-0000001B-1';

-- transaction  reads: -  writes: -
-- first
  SET TRANSACTION SNAPSHOT '00000003-0000001B-1' -- last
;

-- transaction  reads: -  writes: -
SET
	TRANSACTION
	SNAPSHOT
	'00000003-0000001B-1';

-- transaction  reads: -  writes: -
SET LOCAL TRANSACTION READ WRITE;

-- transaction  reads: -  writes: -
/* first */ set local transaction read write;

-- transaction  reads: -  writes: -
-- first
  SET LOCAL TRANSACTION READ WRITE -- last
;

-- transaction  reads: -  writes: -
SET
	LOCAL
	TRANSACTION
	READ
	WRITE;

-- transaction  reads: -  writes: -
SET CONSTRAINTS ALL DEFERRED;

-- transaction  reads: -  writes: -
/* first */ set constraints all deferred;

-- transaction  reads: -  writes: -
-- first
  SET CONSTRAINTS ALL DEFERRED -- last
;

-- transaction  reads: -  writes: -
SET
	CONSTRAINTS
	ALL
	DEFERRED;

-- transaction  reads: -  writes: -
SET CONSTRAINTS ALL IMMEDIATE;

-- transaction  reads: -  writes: -
/* first */ set constraints all immediate;

-- transaction  reads: -  writes: -
-- first
  SET CONSTRAINTS ALL IMMEDIATE -- last
;

-- transaction  reads: -  writes: -
SET
	CONSTRAINTS
	ALL
	IMMEDIATE;

-- transaction  reads: -  writes: -
SET CONSTRAINTS fk, shop.other DEFERRED;

-- transaction  reads: -  writes: -
/* first */ set constraints fk, shop.other DEFERRED;

-- transaction  reads: -  writes: -
-- first
  SET CONSTRAINTS fk, shop.other DEFERRED -- last
;

-- transaction  reads: -  writes: -
SET
	CONSTRAINTS
	fk,
	shop.other
	DEFERRED;
