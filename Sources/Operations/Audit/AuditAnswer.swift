package import Platform
package import Store

extension AuditEntry {
    package var json: JSON {
        [
            "id": .int(id), "at": .string(RFC3339.text(at)), "actor": .string(actor), "action": .string(action),
            "object": .string(object), "before": .string(before), "after": .string(after),
            "result": (result?.text).json,
        ]
    }
}
