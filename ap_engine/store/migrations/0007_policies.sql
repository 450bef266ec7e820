-- Every version of the policy: proposed by one person, in force from its day once another has agreed.
CREATE TABLE policies (
    version TEXT PRIMARY KEY,
    effective_from DATE NOT NULL,
    state TEXT NOT NULL,
    yaml TEXT NOT NULL,
    reason TEXT NOT NULL,
    proposed_by TEXT NOT NULL,
    proposed_at TIMESTAMPTZ NOT NULL,
    decided_by TEXT,
    decided_at TIMESTAMPTZ
);
