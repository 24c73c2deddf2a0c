import Market
import Platform

extension TableGroup {
    /// Nothing of it is removed, and no clock changes it: triggers refuse both.
    static let audit = TableGroup(part: AuditWrites.self)
}

extension Schema {
    static let audit = """
        CREATE TABLE audit (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            at INTEGER NOT NULL, actor TEXT NOT NULL, action TEXT NOT NULL, object TEXT NOT NULL,
            before TEXT NOT NULL, after TEXT NOT NULL, result TEXT
        ) STRICT;
        CREATE TRIGGER audit_is_kept BEFORE DELETE ON audit
        BEGIN SELECT RAISE(ABORT, 'audit rows are never deleted'); END;
        CREATE TRIGGER audit_is_only_completed BEFORE UPDATE ON audit
        WHEN OLD.result IS NOT NULL OR NEW.result IS NULL
            OR (OLD.id, OLD.at, OLD.actor, OLD.action, OLD.object, OLD.before, OLD.after)
                IS NOT (NEW.id, NEW.at, NEW.actor, NEW.action, NEW.object, NEW.before, NEW.after)
        BEGIN SELECT RAISE(ABORT, 'audit rows are completed once and never changed'); END;
        """
}

/// Lines of the audit trail in a batch.
package struct AuditWrites: BatchPart {
    package var entries: [AuditEntry] = []
    /// Results of lines by their numbers, written before their effect was known.
    package var results: [Int64: AuditResult] = [:]

    func write(to database: Connection, at now: Timestamp, receipt: inout StoreReceipt) throws {
        for entry in entries { receipt.audit.append(try database.append(entry)) }
        for (id, result) in results.sorted(by: { $0.key < $1.key }) {
            _ = try database.finishAudit(id, result: result)
        }
    }
}

extension StoreBatch {
    /// Lines of the audit trail.
    package var audit: AuditWrites {
        get { self[AuditWrites.self] }
        _modify { yield &self[AuditWrites.self] }
    }
}
