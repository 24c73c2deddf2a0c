import Market

/// The futures listed on a date: quarterly, monthly and perpetual contracts of a list of underlyings.
///
/// A new contract appears on the day after the old one expired, so the number of contracts does not change from day to
/// day and the count rule of seed 002 stays quiet on a quiet day.
enum FuturesChain {
    private struct Underlying {
        let assetCode: String
        let shortCode: String
        let name: String
        /// Months between expiries; 0 for a perpetual contract.
        let months: Int
        let price: Double
        let decimals: Int
        let lot: Int
    }

    static func contracts(on date: CivilDate, count: Int) -> [Instrument] {
        var found: [Instrument] = []
        // Nearest contracts of every underlying first, then the next ones: what a small universe keeps is the liquid part.
        for depth in 0..<8 {
            for (rank, underlying) in underlyings.enumerated() where found.count < count {
                if let contract = contract(underlying, rank: rank, depth: depth, on: date) { found.append(contract) }
            }
        }
        return found.sorted { $0.secid < $1.secid }
    }

    private static func contract(
        _ underlying: Underlying,
        rank: Int,
        depth: Int,
        on date: CivilDate
    ) -> Instrument? {
        guard underlying.months > 0 else {
            return depth == 0
                ? instrument(underlying, secid: underlying.shortCode, rank: rank, depth: 0, expiry: nil) : nil
        }
        guard let expiry = expiry(after: depth, months: underlying.months, on: date) else { return nil }
        let letters = Array("FGHJKMNQUVXZ")
        let secid = "\(underlying.shortCode)\(letters[expiry.month - 1])\(expiry.year % 10)"
        return instrument(underlying, secid: secid, rank: rank, depth: depth, expiry: expiry)
    }

    /// The expiry `depth` steps ahead of the nearest one that is not over.
    private static func expiry(after depth: Int, months: Int, on date: CivilDate) -> CivilDate? {
        var month = date.year * 12 + date.month - 1
        // Quarterly contracts expire in March, June, September and December.
        while (month % 12 + 1) % months != 0 { month += 1 }
        if let first = thirdThursday(month), first < date { month += months }
        return thirdThursday(month + depth * months)
    }

    private static func thirdThursday(_ month: Int) -> CivilDate? {
        guard let first = CivilDate(year: month / 12, month: month % 12 + 1, day: 1) else { return nil }
        let toThursday = (Weekday.thursday.rawValue - first.weekday.rawValue + 7) % 7
        return first.adding(days: toThursday + 14)
    }

    private static func instrument(
        _ underlying: Underlying,
        secid: String,
        rank: Int,
        depth: Int,
        expiry: CivilDate?
    ) -> Instrument {
        let isFront = depth == 0 && rank < 30
        return Instrument(
            secid: secid,
            market: .futures,
            name: expiry == nil ? underlying.name : "\(underlying.name)-\(secid.suffix(2))",
            lotSize: underlying.lot,
            decimals: underlying.decimals,
            // Later contracts are dearer: a carry of about 15 % a year.
            basePrice: underlying.price * (1 + 0.0375 * Double(depth * max(1, underlying.months) / 3)),
            activity: isFront ? 1 : max(0.15, 0.9 - Double(depth) * 0.2 - Double(rank) * 0.005),
            typicalVolume: max(3, 6_000 / Double(rank + 2) / Double(1 + depth * depth * 4)),
            assetCode: underlying.assetCode,
            shortCode: underlying.shortCode,
            expiry: expiry
        )
    }

    private static let underlyings: [Underlying] = table.split(separator: "\n").compactMap { line in
        let fields = line.split(separator: " ")
        guard fields.count == 7, let months = Int(fields[3]), let price = Double(fields[4]),
            let decimals = Int(fields[5]),
            let lot = Int(fields[6])
        else { return nil }
        return Underlying(
            assetCode: String(fields[0]),
            shortCode: String(fields[1]),
            name: String(fields[2]),
            months: months,
            price: price,
            decimals: decimals,
            lot: lot
        )
    }

    /// Asset code, short code, name, months between expiries, price, digits, lot: by liquidity.
    private static let table = """
        Si Si Si 3 89500 0 1000
        CNY CR CNY 3 12.15 3 1000
        USDRUBTOM USDRUBF USDRUBF 0 88.2 2 1000
        BR BR BR 1 83.4 2 10
        NG NG NG 1 2.312 3 100
        RTS RI RTS 3 107500 0 1
        MIX MX MIX 3 300500 0 1
        MXI MM MXI 3 3005 2 10
        GOLD GD GOLD 3 2420.5 1 1
        SBRF SR SBRF 3 29150 0 100
        GAZR GZ GAZR 3 12580 0 100
        CNYRUBTOM CNYRUBF CNYRUBF 0 12.08 3 1000
        IMOEX IMOEXF IMOEXF 0 2995 1 10
        Eu Eu Eu 3 96900 0 1000
        LKOH LK LKOH 3 71500 0 10
        ROSN RN ROSN 3 55100 0 100
        VTBR VB VTBR 3 9940 0 100
        ED ED ED 3 1.0921 4 1000
        SILV SV SILV 3 30.85 2 10
        NASD NA NASD 3 20110 0 1
        SPYF SF SPYF 3 555.1 2 1
        GMKN GK GMKN 3 12910 0 100
        YDEX YD YDEX 3 40900 0 10
        NOTK NK NOTK 3 10900 0 10
        MGNT MN MGNT 3 63400 0 10
        SBERF SBERF SBERF 0 289.5 2 100
        GAZPF GAZPF GAZPF 0 124.7 2 100
        GLDRUBTOM GLDRUBF GLDRUBF 0 6840 1 1
        ALRS AL ALRS 3 6290 0 100
        AFLT AF AFLT 3 5480 0 100
        MTLR MC MTLR 3 17950 0 100
        NLMK NM NLMK 3 17990 0 100
        CHMF CH CHMF 3 15750 0 10
        MAGN MG MAGN 3 5310 0 100
        PLZL PZ PLZL 3 13010 0 1
        TATN TT TATN 3 66500 0 100
        SNGP SG SNGP 3 62900 0 1000
        SNGR SN SNGR 3 28200 0 1000
        MOEX ME MOEX 3 23250 0 100
        MTSI MT MTSI 3 23700 0 100
        PIKK PI PIKK 3 7860 0 10
        OZON OZ OZON 3 4130 0 10
        RUAL RL RUAL 3 4040 0 100
        PHOR PH PHOR 3 56400 0 10
        IRAO IR IRAO 3 3910 0 1000
        AFKS AK AFKS 3 19920 0 1000
        POSI PS POSI 3 2870 0 10
        VKCO VK VKCO 3 5240 0 10
        RGBI RB RGBI 3 10480 0 1
        RUON RR RUON 1 84.05 2 100
        PLT PT PLT 3 968.2 1 1
        PLD PD PLD 3 938.4 2 1
        WHEAT W4 WHEAT 1 13850 0 10
        SUGR SA SUGR 1 61.2 1 100
        UCNY UC UCNY 3 7.284 3 1000
        DAX DX DAX 3 18540 0 1
        STOX SX STOX 3 4950 0 1
        HANG HS HANG 3 17600 0 1
        NIKK N2 NIKK 3 40800 0 1
        HOME HO HOME 3 322.5 1 10
        """
}
