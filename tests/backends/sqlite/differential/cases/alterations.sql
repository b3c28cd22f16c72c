-- ALTER TABLE and ALTER INDEX: renamed, retyped and added things, with whatever refers to them.
alter table kind rename to sort;
select count(*) from sort;
insert into sort (item_id, word) values (1, 'new') returning word;
insert into sort (item_id) values (99);

alter table item rename to thing;
insert into kind (item_id, word) values (99, 'x');

create view v as select id, label from item;
alter table item rename to thing;
select * from v order by id;

alter table kind rename word to w;
select w from kind order by w;

alter table item rename column id to key;
insert into kind (item_id) values (99);

alter table item add constraint pos check (id > 0);
alter table item rename column id to key;
insert into item (key) values (-1);

alter table item rename constraint item_pkey to pk;
insert into item (id) values (1);

create table np (a int, b text);
insert into np values (1, 'x'), (2, 'y');
alter table np add primary key (a);
insert into np values (1, 'z');

create table np (a int, b text);
insert into np values (1, 'x'), (1, 'y');
alter table np add primary key (a);

create table np (a int, b text);
alter table np add constraint k primary key (a, b);
alter table np drop constraint k;
insert into np (b) values ('x');

alter table item alter column amount type text;
select amount from item order by id;
select amount || '!' from item where id = 1;

alter table item alter column label type int using length(label);
select label + 1 from item order by id;

alter table item alter column label type int;

alter table kind alter column word type varchar(2);

alter table kind alter column word type varchar(100);
insert into kind (word) values ('two');

create index on item (amount);
alter table item alter column amount type numeric(12,4);
select amount from item where amount > 1 order by amount;

alter table item add column twice int generated always as (id * 2) stored;
select id, twice from item order by id;
insert into item (id) values (21) returning twice;

alter table item add check (id < 100);
insert into item (id) values (500);

create index ix on item (label);
alter index ix rename to iy;
drop index iy;

alter index nope rename to x;

alter table kind add constraint uq unique (item_id, word);
alter table kind rename constraint uq to uq2;
insert into kind (item_id, word) values (1, 'one');

alter table item drop constraint item_pkey;

alter table item alter column small set default 9, alter column small set not null;

alter table item add column z text not null default 'q', add column y int unique;
insert into item (id) values (31) returning z, y;

alter table item drop column label, drop column if exists nope;
select * from item where id = 1;

select date_trunc('epoch', at) from item;

select date_trunc('epoch', interval '1 day');

select date_trunc('dow', at) from item;

select date_trunc('dow', interval '1 day');

select date_trunc('timezone', seen) from item;

select date_trunc('julian', at) from item;

select extract(epoch from time '10:00'), extract(julian from at) from item where id = 1;

select extract(timezone from at) from item;

select extract(nope from at) from item;
