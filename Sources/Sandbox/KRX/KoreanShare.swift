import Market

/// A share of the embedded Korea Exchange, with what never changes of it.
struct KoreanShare: Sendable {
    /// Six figures.
    let code: String
    let name: String
    let market: String
    /// Won.
    let basePrice: Double
    let issued: Int64
    /// Won a share and year; nil for a preferred share, of which the exchange tells no ratios.
    let earnings: Int?
    let bookValue, dividend: Int

    /// The one split of the embedded exchange: 리노공업, five new shares for an old one.
    static let split = (code: "058470", date: CivilDate(stored: "2025-05-13") ?? CivilDate(dayNumber: 0), ratio: 5)

    /// The share as it was on a day: before its split in old shares.
    func on(_ date: CivilDate) -> KoreanShare {
        guard code == Self.split.code, date < Self.split.date else { return self }
        let ratio = Self.split.ratio
        return KoreanShare(
            code,
            name,
            market,
            basePrice * Double(ratio),
            issued / Int64(ratio),
            earnings.map { $0 * ratio },
            bookValue * ratio,
            dividend * ratio
        )
    }

    /// The form of a Korean ISIN; its last figure is not checked.
    var isin: String { "KR7\(code)00\(code.suffix(1))" }

    /// Large companies by their real codes; the numbers are rounded and of no day.
    static let all: [KoreanShare] = [
        KoreanShare("005930", "삼성전자", "KOSPI", 71_500, 5_969_782_550, 4_950, 57_930, 1_446),
        KoreanShare("005935", "삼성전자우", "KOSPI", 58_000, 822_886_700, nil, 0, 1_447),
        KoreanShare("000660", "SK하이닉스", "KOSPI", 182_000, 728_002_365, 27_182, 107_256, 2_204),
        KoreanShare("373220", "LG에너지솔루션", "KOSPI", 385_000, 234_000_000, -4_354, 90_200, 0),
        KoreanShare("207940", "삼성바이오로직스", "KOSPI", 985_000, 71_174_000, 15_221, 153_000, 0),
        KoreanShare("005380", "현대차", "KOSPI", 214_000, 209_416_191, 46_042, 330_900, 12_000),
        KoreanShare("000270", "기아", "KOSPI", 99_800, 397_672_632, 24_413, 140_900, 6_500),
        KoreanShare("068270", "셀트리온", "KOSPI", 187_500, 217_060_000, 1_995, 80_600, 750),
        KoreanShare("105560", "KB금융", "KOSPI", 86_300, 393_528_423, 12_881, 154_600, 3_174),
        KoreanShare("035420", "NAVER", "KOSPI", 203_500, 158_437_008, 12_180, 156_000, 1_130),
        KoreanShare("055550", "신한지주", "KOSPI", 51_300, 503_445_200, 8_611, 107_800, 2_160),
        KoreanShare("005490", "POSCO홀딩스", "KOSPI", 268_000, 82_624_377, 14_451, 727_000, 10_000),
        KoreanShare("012330", "현대모비스", "KOSPI", 245_000, 92_995_094, 43_480, 478_000, 6_000),
        KoreanShare("051910", "LG화학", "KOSPI", 263_000, 70_592_343, -9_600, 408_000, 1_000),
        KoreanShare("066570", "LG전자", "KOSPI", 84_600, 163_647_814, 2_037, 115_000, 1_000),
        KoreanShare("017670", "SK텔레콤", "KOSPI", 55_900, 214_790_053, 5_822, 54_700, 3_540),
        KoreanShare("033780", "KT&G", "KOSPI", 104_700, 125_417_407, 9_250, 82_500, 5_400),
        KoreanShare("015760", "한국전력", "KOSPI", 24_450, 641_964_077, 5_430, 62_000, 213),
        KoreanShare("196170", "알테오젠", "KOSDAQ", 378_000, 53_319_084, 1_170, 6_600, 0),
        KoreanShare("247540", "에코프로비엠", "KOSDAQ", 119_000, 97_801_344, -940, 17_700, 0),
        KoreanShare("028300", "HLB", "KOSDAQ", 62_800, 131_390_000, -510, 5_900, 0),
        KoreanShare("277810", "레인보우로보틱스", "KOSDAQ", 236_500, 19_399_858, 100, 7_000, 0),
        KoreanShare("145020", "휴젤", "KOSDAQ", 262_000, 12_607_572, 12_034, 76_500, 0),
        KoreanShare("058470", "리노공업", "KOSDAQ", 42_500, 76_211_400, 1_487, 8_250, 600),
    ]

    private init(
        _ code: String,
        _ name: String,
        _ market: String,
        _ basePrice: Double,
        _ issued: Int64,
        _ earnings: Int?,
        _ bookValue: Int,
        _ dividend: Int
    ) {
        self.code = code
        self.name = name
        self.market = market
        self.basePrice = basePrice
        self.issued = issued
        self.earnings = earnings
        self.bookValue = bookValue
        self.dividend = dividend
    }
}
