import Market

extension Column {
    /// The columns of block `securities` in the exchange's order (from answers of public ISS).
    static func securities(_ market: AlgoPackSegment) -> [Column] {
        switch market {
        case .equities: equitySecurities
        case .currency: currencySecurities
        case .futures: futuresSecurities
        }
    }

    /// The columns of block `marketdata`.
    static func quotes(_ market: AlgoPackSegment) -> [Column] {
        switch market {
        case .equities: equityQuotes
        case .currency: currencyQuotes
        case .futures: futuresQuotes
        }
    }

    /// The columns of block `history` of finished days.
    static func history(_ market: AlgoPackSegment) -> [Column] {
        switch market {
        case .equities: equityHistory
        case .currency: currencyHistory
        case .futures: futuresHistory
        }
    }

    private static let equitySecurities = list(
        """
        SECID:s36 BOARDID:s12 SHORTNAME:s30 PREVPRICE:d LOTSIZE:i FACEVALUE:d STATUS:s3 BOARDNAME:s381 DECIMALS:i
        SECNAME:s90 REMARKS:s24 MARKETCODE:s12 INSTRID:s12 SECTORID:s12 MINSTEP:d PREVWAPRICE:d FACEUNIT:s12 PREVDATE:date
        ISSUESIZE:l ISIN:s36 LATNAME:s90 REGNUMBER:s90 PREVLEGALCLOSEPRICE:d CURRENCYID:s12 SECTYPE:s3 LISTLEVEL:i
        SETTLEDATE:date
        """
    )
    private static let currencySecurities = list(
        """
        SECID:s36 BOARDID:s12 SHORTNAME:s30 LOTSIZE:i SETTLEDATE:date DECIMALS:i FACEVALUE:d MARKETCODE:s12 MINSTEP:d
        PREVDATE:date SECNAME:s90 REMARKS:s24 STATUS:s3 FACEUNIT:s12 PREVPRICE:d PREVWAPRICE:d CURRENCYID:s12 LATNAME:s90
        LOTDIVIDER:i
        """
    )
    private static let futuresSecurities = list(
        """
        SECID:s36 BOARDID:s12 SHORTNAME:s189 SECNAME:s765 PREVSETTLEPRICE:d DECIMALS:i MINSTEP:d LASTTRADEDATE:date
        LASTDELDATE:date SECTYPE:s12 LATNAME:s90 ASSETCODE:s75 PREVOPENPOSITION:l LOTVOLUME:i INITIALMARGIN:d HIGHLIMIT:d
        LOWLIMIT:d STEPPRICE:d LASTSETTLEPRICE:d PREVPRICE:d IMTIME:datetime BUYSELLFEE:d SCALPERFEE:d NEGOTIATEDFEE:d
        EXERCISEFEE:d PREVDATE:date
        """
    )
    private static let equityQuotes = list(
        """
        SECID:s36 BOARDID:s12 BID:d BIDDEPTH:i OFFER:d OFFERDEPTH:i SPREAD:d BIDDEPTHT:i OFFERDEPTHT:i OPEN:d LOW:d HIGH:d
        LAST:d LASTCHANGE:d LASTCHANGEPRCNT:d QTY:i VALUE:d VALUE_USD:d WAPRICE:d LASTCNGTOLASTWAPRICE:d
        WAPTOPREVWAPRICEPRCNT:d WAPTOPREVWAPRICE:d CLOSEPRICE:d MARKETPRICETODAY:d MARKETPRICE:d LASTTOPREVPRICE:d
        NUMTRADES:l VOLTODAY:l VALTODAY:l VALTODAY_USD:l ETFSETTLEPRICE:d TRADINGSTATUS:s3 UPDATETIME:time LASTBID:d
        LASTOFFER:d LCLOSEPRICE:d LCURRENTPRICE:d MARKETPRICE2:d NUMBIDS:i NUMOFFERS:i CHANGE:d TIME:time HIGHBID:d
        LOWOFFER:d PRICEMINUSPREVWAPRICE:d OPENPERIODPRICE:d SEQNUM:l SYSTIME:datetime CLOSINGAUCTIONPRICE:d
        CLOSINGAUCTIONVOLUME:l ISSUECAPITALIZATION:d ISSUECAPITALIZATION_UPDATETIME:time ETFSETTLECURRENCY:s12
        VALTODAY_RUR:l TRADINGSESSION:s9 TRENDISSUECAPITALIZATION:d
        """
    )
    private static let currencyQuotes = list(
        """
        HIGHBID:d BIDDEPTH:i LOWOFFER:d OFFERDEPTH:i SPREAD:d HIGH:d LOW:d OPEN:d LAST:d LASTCNGTOLASTWAPRICE:d VALTODAY:l
        VOLTODAY:l VALTODAY_USD:l WAPRICE:d WAPTOPREVWAPRICE:d CLOSEPRICE:d NUMTRADES:l TRADINGSTATUS:s3 BOARDID:s12
        SECID:s36 WAPTOPREVWAPRICEPRCNT:d BID:d BIDDEPTHT:i NUMBIDS:i OFFER:d OFFERDEPTHT:i NUMOFFERS:i CHANGE:d
        LASTCHANGEPRCNT:d VALUE:d VALUE_USD:d SEQNUM:l QTY:i TIME:time PRICEMINUSPREVWAPRICE:d LASTCHANGE:d
        LASTTOPREVPRICE:d VALTODAY_RUR:l SYSTIME:datetime MARKETPRICETODAY:d MARKETPRICE:d UPDATETIME:time
        """
    )
    private static let futuresQuotes = list(
        """
        SECID:s36 BOARDID:s12 BID:d OFFER:d SPREAD:d OPEN:d HIGH:d LOW:d LAST:d QUANTITY:i LASTCHANGE:d SETTLEPRICE:d
        SETTLETOPREVSETTLE:d OPENPOSITION:l NUMTRADES:l VOLTODAY:l VALTODAY:l VALTODAY_USD:l UPDATETIME:time
        LASTCHANGEPRCNT:d BIDDEPTH:i BIDDEPTHT:i NUMBIDS:i OFFERDEPTH:i OFFERDEPTHT:i NUMOFFERS:i TIME:time
        SETTLETOPREVSETTLEPRC:d SEQNUM:l SYSTIME:datetime TRADEDATE:date LASTTOPREVPRICE:d OICHANGE:l OPENPERIODPRICE:d
        SWAPRATE:d WAPRICE:d TRADINGSTATUS:s3 TRADE_SESSION_DATE:date
        """
    )
    private static let equityHistory = list(
        """
        BOARDID:s12 TRADEDATE:date SHORTNAME:s189 SECID:s36 NUMTRADES:d VALUE:d OPEN:d LOW:d HIGH:d LEGALCLOSEPRICE:d
        WAPRICE:d CLOSE:d VOLUME:d MARKETPRICE2:d MARKETPRICE3:d ADMITTEDQUOTE:d MP2VALTRD:d MARKETPRICE3TRADESVALUE:d
        ADMITTEDVALUE:d WAVAL:d TRADINGSESSION:i CURRENCYID:s9 TRENDCLSPR:d TRADE_SESSION_DATE:date
        """
    )
    private static let currencyHistory = list(
        "BOARDID:s12 TRADEDATE:date SHORTNAME:s189 SECID:s36 OPEN:d LOW:d HIGH:d CLOSE:d NUMTRADES:d VOLRUR:d WAPRICE:d"
    )
    private static let futuresHistory = list(
        """
        BOARDID:s12 TRADEDATE:date SECID:s36 OPEN:d LOW:d HIGH:d CLOSE:d OPENPOSITIONVALUE:d VALUE:d VOLUME:l
        OPENPOSITION:l SETTLEPRICE:d SWAPRATE:d WAPRICE:d SETTLEPRICEDAY:d CHANGE:d QTY:l NUMTRADES:l
        """
    )
}

extension Table {
    /// Appends a row in which every column not named is null.
    mutating func append(named cells: [String: Cell]) {
        for column in columns { self.cells.append(cells[column.name] ?? .null) }
    }
}
