/// A named table of an ISS answer.
struct ServedBlock {
    let name: String
    let table: Table

    init(_ name: String, _ table: Table) {
        self.name = name
        self.table = table
    }

    /// `data.cursor`: where the page stands in the whole.
    static func cursor(_ name: String, index: Int, total: Int, pageSize: Int = 1_000) -> ServedBlock {
        let columns = Column.list("INDEX:l TOTAL:l PAGESIZE:l")
        return ServedBlock(
            name,
            Table(columns: columns, cells: [.int(Int64(index)), .int(Int64(total)), .int(Int64(pageSize))])
        )
    }

    /// `data.dates`: the first and the last date with data.
    static func dates(_ name: String, from: String, till: String) -> ServedBlock {
        ServedBlock(name, Table(columns: Column.list("from:date till:date"), cells: [.text(from), .text(till)]))
    }
}
