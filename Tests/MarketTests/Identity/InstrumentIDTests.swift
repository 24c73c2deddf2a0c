import Market
import Testing

@Suite("Instrument ids")
struct InstrumentIDTests {
    @Test(
        "are read and printed",
        arguments: ["MOEX:SBER", "MOEX:TQBR:SBER", "KRX:005930", "SPB:AAPL", "MOEX:Si-12.26"]
    )
    func texts(_ text: String) throws {
        let instrument = try #require(InstrumentID(text))
        #expect(instrument.description == text)
    }

    @Test("have parts")
    func parts() throws {
        let instrument = try #require(InstrumentID("moex:TQBR:SBER"))
        #expect(instrument.venue == .moex && instrument.board == "TQBR" && instrument.secid == SecID("SBER"))
        #expect(instrument != InstrumentID("MOEX:SBER"), "the board is a part of the name")
        #expect(InstrumentID("MOEX:TQBR:GAZP").map { $0 < instrument } == true)
    }

    @Test(
        "what a text form, a file name or a label could misread is none",
        arguments: [
            "", "SBER", "MOEX:", ":SBER", "NYSE:SBER", "MOEX:A:B:C", "MOEX::SBER", "MOEX:SB ER", "MOEX:СБЕР",
            "MOEX:a/b",
            "MOEX:" + String(repeating: "A", count: 37),
        ]
    )
    func none(_ text: String) {
        #expect(InstrumentID(text) == nil)
    }

    @Test("sides of orders and of the book")
    func sides() {
        #expect(Side.allCases.map(\.rests) == [.bid, .ask])
        #expect(Side.allCases.map(\.takes) == [.ask, .bid])
        #expect(Side.allCases.map(\.sign) == [1, -1])
    }
}
