extension SecID {
    /// What the gap and VWAP services call a share beside its ticker: `MOEX:TQBR:SBER`, the text of an ``InstrumentID``.
    ///
    /// Known wherever the ticker is, unlike an ISIN, which recorded candles do not have.
    package var mainBoardID: String { "MOEX:TQBR:\(text)" }
}
