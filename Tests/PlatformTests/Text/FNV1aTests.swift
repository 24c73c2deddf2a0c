import Platform
import Testing

@Suite("FNV-1a")
struct FNV1aTests {
    /// From the authors' list of test vectors (`fnv-5.1.2/test_fnv.c`).
    @Test(
        "gives the published values",
        arguments: [
            ("", 0xCBF2_9CE4_8422_2325), ("a", 0xAF63_DC4C_8601_EC8C), ("b", 0xAF63_DF4C_8601_F1A5),
            ("fo", 0x0898_5907_B541_D342), ("foo", 0xDCB2_7518_FED9_D577), ("foobar", 0x8594_4171_F739_67E8),
            ("chongo was here!\n", 0x4681_0940_EFF5_F915),
        ] as [(String, UInt64)]
    )
    func published(text: String, hash: UInt64) {
        #expect(FNV1a.hash(text) == hash)
        #expect(FNV1a.hash(Array(text.utf8)) == hash)
    }
}
