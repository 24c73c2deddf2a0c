extension FuturesChain {
    /// Asset code, short code, name, months between expiries (0: perpetual), price, digits, lot, roubles a point: by liquidity.
    ///
    /// The codes and lots are the exchange's public facts; prices and the dollar in `roubles a point` are of the right order
    /// for 2024. FUTOI has about 78 tickers (`algopack.md` §4.5).
    static let table = """
        Si Si Si 3 89500 0 1000 1
        CNY CR CNY 3 12.15 3 1000 1000
        USDRUBTOM USDRUBF USDRUBF 0 88.2 2 1000 1000
        BR BR BR 1 83.4 2 10 880
        NG NG NG 1 2.312 3 100 8800
        RTS RI RTS 3 107500 0 1 1.76
        MIX MX MIX 3 300500 0 1 1
        MXI MM MXI 3 3005 2 10 10
        GOLD GD GOLD 3 2420.5 1 1 88
        SBRF SR SBRF 3 29150 0 100 1
        GAZR GZ GAZR 3 12580 0 100 1
        CNYRUBTOM CNYRUBF CNYRUBF 0 12.08 3 1000 1000
        IMOEX IMOEXF IMOEXF 0 2995 1 10 10
        Eu Eu Eu 3 96900 0 1000 1
        LKOH LK LKOH 3 71500 0 10 1
        ROSN RN ROSN 3 55100 0 100 1
        VTBR VB VTBR 3 9940 0 100 1
        ED ED ED 3 1.0921 4 1000 88000
        SILV SV SILV 3 30.85 2 10 880
        NASD NA NASD 3 20110 0 1 0.88
        SPYF SF SPYF 3 555.1 2 1 88
        GMKN GK GMKN 3 12910 0 100 1
        YDEX YD YDEX 3 40900 0 10 1
        NOTK NK NOTK 3 10900 0 10 1
        MGNT MN MGNT 3 63400 0 10 1
        SBERF SBERF SBERF 0 289.5 2 100 100
        GAZPF GAZPF GAZPF 0 124.7 2 100 100
        GLDRUBTOM GLDRUBF GLDRUBF 0 6840 1 1 1
        ALRS AL ALRS 3 6290 0 100 1
        AFLT AF AFLT 3 5480 0 100 1
        MTLR MC MTLR 3 17950 0 100 1
        NLMK NM NLMK 3 17990 0 100 1
        CHMF CH CHMF 3 15750 0 10 1
        MAGN MG MAGN 3 5310 0 100 1
        PLZL PZ PLZL 3 13010 0 1 1
        TATN TT TATN 3 66500 0 100 1
        SNGP SG SNGP 3 62900 0 1000 1
        SNGR SN SNGR 3 28200 0 1000 1
        MOEX ME MOEX 3 23250 0 100 1
        MTSI MT MTSI 3 23700 0 100 1
        PIKK PI PIKK 3 7860 0 10 1
        OZON OZ OZON 3 4130 0 10 1
        RUAL RL RUAL 3 4040 0 100 1
        PHOR PH PHOR 3 56400 0 10 1
        IRAO IR IRAO 3 3910 0 1000 1
        AFKS AK AFKS 3 19920 0 1000 1
        POSI PS POSI 3 2870 0 10 1
        VKCO VK VKCO 3 5240 0 10 1
        RGBI RB RGBI 3 10480 0 1 1
        RUON RR RUON 1 84.05 2 100 100
        PLT PT PLT 3 968.2 1 1 88
        PLD PD PLD 3 938.4 2 1 88
        WHEAT W4 WHEAT 1 13850 0 10 1
        SUGR SA SUGR 1 61.2 1 100 100
        UCNY UC UCNY 3 7.284 3 1000 12150
        DAX DX DAX 3 18540 0 1 0.97
        STOX SX STOX 3 4950 0 1 0.97
        HANG HS HANG 3 17600 0 1 0.88
        NIKK N2 NIKK 3 40800 0 1 0.06
        HOME HO HOME 3 322.5 1 10 10
        BANE BN BANE 3 26400 0 10 1
        BELUGA NB BELU 3 5150 0 10 1
        BSPB BS BSPB 3 3680 0 10 1
        CBOM CM CBOM 3 7200 0 1000 1
        FEES FS FEES 3 9870 0 100000 1
        FLOT FL FLOT 3 11000 0 100 1
        HYDR HY HYDR 3 6070 0 10000 1
        ASTR AS ASTR 3 5850 0 10 1
        RTKM RT RTKM 3 8240 0 100 1
        SMLT SZ SMLT 3 2450 0 1 1
        SGZH SE SGZH 3 2610 0 1000 1
        SVCB SC SVCB 3 15420 0 1000 1
        TATP TP TATP 3 65700 0 100 1
        TRNF TN TRNF 3 14800 0 10 1
        SPBE SO SPBE 3 1030 0 10 1
        SIBN SB SIBN 3 7100 0 10 1
        WUSH WU WUSH 3 2410 0 10 1
        LEAS LE LEAS 3 8200 0 10 1
        """
}
