-- What Hibernate sends.
select i1_0.id,i1_0.amount,i1_0.label from item i1_0 where i1_0.id=1;

select i1_0.label from item i1_0 join kind k1_0 on i1_0.id=k1_0.item_id where lower(k1_0.word) like '%o%' escape '' order by k1_0.id;

select i1_0.id from item i1_0 order by i1_0.id offset 1 rows fetch first 2 rows only;

select next_val from (select nextval('kind_id_seq') > 0 as next_val) s;

select i1_0.good,avg(cast(i1_0.ratio as float(53))) from item i1_0 group by i1_0.good order by 1;
