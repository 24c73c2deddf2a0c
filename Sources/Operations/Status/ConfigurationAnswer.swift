package import Platform

extension ConfigurationReader.Shown {
    /// One key with the layer that its value comes from; a secret is masked where it is read already.
    package var json: JSON {
        [
            "key": .string(declaration.path), "environment": .string(declaration.environmentName),
            "value": text.map { .string(Redaction.text($0)) } ?? .null,
            "default": declaration.defaultText.map { .string($0) } ?? .null, "origin": .string("\(origin)"),
            "allowed": .string(declaration.allowed), "meaning": .string(declaration.summary),
            "secret": .bool(declaration.isSecret),
        ]
    }
}
