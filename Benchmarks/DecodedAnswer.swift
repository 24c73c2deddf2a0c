/// What a programmer would write for `JSONDecoder`: typed rows, decoded in the order of the columns.
struct DecodedAnswer: Decodable {
    struct Block: Decodable {
        let columns: [String]
        let data: [Row]
    }

    let data: Block

    struct Row: Decodable {
        let tradedate, tradetime, secid: String
        let prices: [Double?]
        let val: Double
        let vol: Int64
        let trades: Int
        let averages: [Double?]
        let sides: [Int]
        let values: [Double?]
        let volumes: [Int64]
        let balances: [Double?]
        let systime: String
        let seconds: [Int]

        init(from decoder: any Decoder) throws {
            var row = try decoder.unkeyedContainer()
            tradedate = try row.decode(String.self)
            tradetime = try row.decode(String.self)
            secid = try row.decode(String.self)
            prices = try Self.doubles(5, &row)
            val = try row.decode(Double.self)
            vol = try row.decode(Int64.self)
            trades = try row.decode(Int.self)
            averages = try Self.doubles(2, &row)
            sides = [try row.decode(Int.self), try row.decode(Int.self)]
            values = try Self.doubles(2, &row)
            volumes = [try row.decode(Int64.self), try row.decode(Int64.self)]
            balances = try Self.doubles(3, &row)
            systime = try row.decode(String.self)
            seconds = try (0..<4).map { _ in try row.decode(Int.self) }
        }

        private static func doubles(_ count: Int, _ row: inout any UnkeyedDecodingContainer) throws -> [Double?] {
            try (0..<count).map { _ in try row.decodeNil() ? nil : row.decode(Double.self) }
        }
    }
}
