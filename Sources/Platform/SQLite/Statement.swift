import CSQLite

/// One compiled statement, finalized when its last owner lets go.
final class Statement {
    let sql: String
    private let raw: OpaquePointer
    private let database: OpaquePointer
    private let path: String
    private lazy var columns: [String: Int32] = columnsByName()

    init(_ sql: String, database: OpaquePointer, path: String) throws(DatabaseError) {
        var raw: OpaquePointer?
        let code = sqlite3_prepare_v3(database, sql, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &raw, nil)
        guard code == SQLITE_OK, let raw else {
            throw DatabaseError(code: code, message: String(cString: sqlite3_errmsg(database)), path: path, sql: sql)
        }
        self.sql = sql
        self.raw = raw
        self.database = database
        self.path = path
    }

    deinit {
        sqlite3_finalize(raw)
    }

    /// True between the first row and `reset()`.
    var isRunning: Bool { sqlite3_stmt_busy(raw) != 0 }

    func bind(_ values: [any SQLConvertible]) throws(DatabaseError) {
        let expected = Int(sqlite3_bind_parameter_count(raw))
        precondition(values.count == expected, "`\(sql)` takes \(expected) values, not \(values.count)")
        for (offset, value) in values.enumerated() {
            try check(bind(value.sqlValue, at: Int32(offset + 1)))
        }
    }

    /// Goes to the next row; false when there is none left.
    func step() throws(DatabaseError) -> Bool {
        let code = sqlite3_step(raw)
        switch code {
        case SQLITE_ROW: return true
        case SQLITE_DONE: return false
        default: throw error(code)
        }
    }

    /// Ends the run and lets go of the bound values, so that no read transaction stays open.
    func reset() {
        sqlite3_reset(raw)  // Its code repeats the failure that step() has already thrown.
        sqlite3_clear_bindings(raw)
    }

    func value(_ column: String) -> SQLValue {
        guard let index = columns[column] else { preconditionFailure("`\(sql)` has no column \(column)") }
        switch sqlite3_column_type(raw, index) {
        case SQLITE_INTEGER: return .integer(sqlite3_column_int64(raw, index))
        case SQLITE_FLOAT: return .real(sqlite3_column_double(raw, index))
        case SQLITE_TEXT:
            guard let text = sqlite3_column_text(raw, index) else { return .null }
            let bytes = UnsafeBufferPointer(start: text, count: Int(sqlite3_column_bytes(raw, index)))
            return .text(String(decoding: bytes, as: UTF8.self))
        case SQLITE_BLOB:
            guard let bytes = sqlite3_column_blob(raw, index) else { return .blob([]) }
            return .blob(Array(UnsafeRawBufferPointer(start: bytes, count: Int(sqlite3_column_bytes(raw, index)))))
        default: return .null
        }
    }

    func damaged(_ column: String, _ type: Any.Type) -> DatabaseError {
        DatabaseError(kind: .damaged, detail: "\(path): column \(column) holds no \(type)", sql: sql)
    }

    private func bind(_ value: SQLValue, at index: Int32) -> Int32 {
        switch value {
        case .null: return sqlite3_bind_null(raw, index)
        case .integer(let value): return sqlite3_bind_int64(raw, index, value)
        case .real(let value): return sqlite3_bind_double(raw, index, value)
        case .text(let plain):
            // The last gate: whatever way a secret came, it is not stored.
            var text = Redaction.secrets(plain)
            return text.withUTF8 { bytes in
                bytes.withMemoryRebound(to: CChar.self) { bytes in
                    // An empty Swift string may have no address, and SQLite reads a null pointer as NULL.
                    bytes.baseAddress.map { csqlite_bind_text(raw, index, $0, Int32(bytes.count)) }
                        ?? csqlite_bind_text(raw, index, "", 0)
                }
            }
        case .blob(let bytes):
            return bytes.withUnsafeBytes { csqlite_bind_blob(raw, index, $0.baseAddress, Int32($0.count)) }
        }
    }

    private func check(_ code: Int32) throws(DatabaseError) {
        guard code == SQLITE_OK else { throw error(code) }
    }

    private func error(_ code: Int32) -> DatabaseError {
        DatabaseError(code: code, message: String(cString: sqlite3_errmsg(database)), path: path, sql: sql)
    }

    private func columnsByName() -> [String: Int32] {
        var columns: [String: Int32] = [:]
        for index in 0..<sqlite3_column_count(raw) {
            guard let name = sqlite3_column_name(raw, index) else { continue }
            columns[String(cString: name)] = index
        }
        return columns
    }
}

/// The row a query stands on; valid only inside the closure that receives it.
package struct Row {
    let statement: Statement

    /// The value of a column by its name in the result.
    ///
    /// - Throws: ``DatabaseError`` of kind `damaged` when the stored value cannot be of the wanted type.
    package subscript<Value: SQLConvertible>(_ column: String) -> Value {
        get throws(DatabaseError) {
            guard let value = Value(sqlValue: statement.value(column)) else {
                throw statement.damaged(column, Value.self)
            }
            return value
        }
    }
}
