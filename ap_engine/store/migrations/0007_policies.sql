-- Every version of the policy: proposed by one person, in force from its day once another has agreed. A row's text never
-- changes. `in_force_from` is the day that came of it: not before the day on which it was agreed to.
CREATE TABLE policies (
    version TEXT PRIMARY KEY,
    effective_from DATE NOT NULL,
    state TEXT NOT NULL,
    yaml TEXT NOT NULL,
    reason TEXT NOT NULL,
    proposed_by TEXT NOT NULL,
    proposed_at TIMESTAMPTZ NOT NULL,
    based_on TEXT NOT NULL,
    decided_by TEXT,
    decided_at TIMESTAMPTZ,
    decision_reason TEXT NOT NULL,
    in_force_from DATE,
    verdict TEXT NOT NULL
);

-- What the rules had before them when they judged an invoice, and what they said: the judgement with the most findings that
-- a policy decides, of each invoice. A corrected invoice forgets what was corrected; a backtest must not (row N3).
-- `findings` is a JSON list of [code, line, what it blocks], `found` how many of them a policy decides. `evidence` is what of the
-- match a policy could judge otherwise (store/judgements.py); of invoices from before, the whole match as it was last.
CREATE TABLE judgements (
    invoice_id TEXT PRIMARY KEY,
    version INTEGER NOT NULL,
    judged_at TIMESTAMPTZ NOT NULL,
    policy TEXT NOT NULL,
    supplier_id TEXT,
    amount DECIMAL(18,2),
    currency TEXT,
    evidence TEXT,
    findings TEXT NOT NULL,
    found INTEGER NOT NULL
);

INSERT INTO judgements
SELECT i.id, i.version, i.received_at, '', i.supplier_id, coalesce(i.accounting_amount, i.due_amount, i.gross_amount),
       coalesce(i.accounting_currency, i.due_currency, i.gross_currency), i.match_result, coalesce(h.findings, '[]'), coalesce(h.found, 0)
FROM invoices i LEFT JOIN (
    SELECT invoice_id, '[' || string_agg('["' || code || '",' || coalesce(CAST(line AS TEXT), 'null') || ',"' || blocks || '"]', ',') || ']'
           AS findings, count(*) AS found
    FROM holds WHERE released_by IS NULL OR released_by <> 'system' GROUP BY invoice_id
) h ON h.invoice_id = i.id
WHERE i.match_result IS NOT NULL OR h.found > 0;
