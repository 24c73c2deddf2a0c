import Store
import Testing

@Suite("Signatures of people")
struct PersonSignatureTests {
    @Test("stay somebody's own under another name, and nobody else's with a number that ends alike")
    func renamed() {
        let signed = Person(id: 42, name: "Иван", role: .operator).signature
        #expect(signed == "Иван (42)")
        #expect(Person(id: 42, name: "Иван Петров", role: .operator).gave(signed))
        #expect(!Person(id: 2, name: "Иван", role: .operator).gave(signed))
        #expect(!Person(id: 42, name: "Иван", role: .operator).gave(nil))
    }
}
