// swift-tools-version: 6.2
import PackageDescription

let package = Package(
  name: "smsctl",
  products: [
    .executable(name: "smsctl", targets: ["smsctl"])
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
    .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
    .package(url: "https://github.com/swhitty/FlyingFox", from: "0.27.0"),
  ],
  targets: [
    .systemLibrary(
      name: "CLibYAML",
      pkgConfig: "yaml-0.1",
      providers: [.apt(["libyaml-dev"])]
    ),
    .systemLibrary(
      name: "CLibCrypto",
      pkgConfig: "libcrypto",
      providers: [.apt(["libssl-dev"])]
    ),
    .target(
      name: "CLibCurl",
      linkerSettings: [.linkedLibrary("curl")]
    ),

    .target(name: "Diagnostics"),
    .target(name: "YAMLSyntax", dependencies: ["CLibYAML", "Diagnostics"]),
    .target(name: "SMSVoice"),
    .target(
      name: "AWSClient",
      dependencies: [
        "CLibCrypto", "CLibCurl", "SMSVoice",
      ]
    ),
    .target(name: "Resources", dependencies: ["Diagnostics", "YAMLSyntax", "SMSVoice"]),
    .target(
      name: "Planning",
      dependencies: [
        "Diagnostics", "Resources", "SMSVoice",
        .product(name: "HeapModule", package: "swift-collections"),
      ]
    ),
    .target(name: "Applying", dependencies: ["Planning", "Resources", "SMSVoice"]),
    .target(
      name: "Simulator",
      dependencies: [
        "CLibCrypto", "SMSVoice",
        .product(name: "FlyingFox", package: "FlyingFox"),
      ]
    ),
    .target(
      name: "CommandLineTool",
      dependencies: [
        "AWSClient", "Applying", "Diagnostics", "Planning", "Resources", "SMSVoice", "Simulator",
        "YAMLSyntax",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]
    ),
    .executableTarget(name: "smsctl", dependencies: ["CommandLineTool"]),

    .target(name: "TestSupport", path: "Tests/TestSupport"),
    .testTarget(name: "DiagnosticsTests", dependencies: ["Diagnostics"]),
    .testTarget(name: "YAMLSyntaxTests", dependencies: ["YAMLSyntax", "Diagnostics"]),
    .testTarget(name: "SMSVoiceTests", dependencies: ["SMSVoice"]),
    .testTarget(
      name: "AWSClientTests",
      dependencies: [
        "AWSClient", "SMSVoice", "Simulator", "TestSupport",
        .product(name: "FlyingFox", package: "FlyingFox"),
      ],
      exclude: ["Goldens", "Signing/vectors.json"]
    ),
    .testTarget(
      name: "ResourcesTests",
      dependencies: ["Resources", "Planning", "Diagnostics", "SMSVoice", "YAMLSyntax"]
    ),
    .testTarget(
      name: "PlanningTests",
      dependencies: [
        "Planning", "Resources", "Diagnostics", "SMSVoice", "TestSupport", "YAMLSyntax",
      ]
    ),
    .testTarget(
      name: "ApplyingTests",
      dependencies: ["Applying", "Planning", "Resources", "Diagnostics", "SMSVoice", "YAMLSyntax"]
    ),
    .testTarget(name: "SimulatorTests", dependencies: ["Simulator", "SMSVoice"]),
    .testTarget(
      name: "CommandLineToolTests",
      dependencies: [
        "CommandLineTool", "AWSClient", "Applying", "Diagnostics", "Planning", "Resources",
        "SMSVoice", "Simulator", "TestSupport", "YAMLSyntax", "smsctl",
        .product(name: "FlyingFox", package: "FlyingFox"),
      ],
      exclude: ["Accounts", "BadManifests", "Goldens", "Pages", "Policies"]
    ),
  ],
  swiftLanguageModes: [.v6]
)

// Scripts/fuzz.sh alone builds it: it links only with libFuzzer.
if Context.environment["SMSCTL_FUZZ"] != nil {
  package.targets.append(
    .executableTarget(
      name: "ManifestFuzzer",
      dependencies: ["Diagnostics", "Resources", "YAMLSyntax"],
      path: "Fuzz/ManifestFuzzer"
    )
  )
}

// `make bench` alone builds it.
if Context.environment["SMSCTL_BENCH"] != nil {
  package.targets.append(
    .executableTarget(
      name: "ClientBench",
      dependencies: ["AWSClient", "SMSVoice"],
      path: "Benchmarks/ClientBench"
    )
  )
  package.targets.append(
    .executableTarget(
      name: "PlanBench",
      dependencies: ["Diagnostics", "Planning", "Resources", "SMSVoice", "YAMLSyntax"],
      path: "Benchmarks/PlanBench"
    )
  )
}

let swiftSettings: [SwiftSetting] = [
  .treatAllWarnings(as: .error),
  // https://github.com/swiftlang/swift-evolution/blob/main/proposals/0335-existential-any.md
  .enableUpcomingFeature("ExistentialAny"),
  // https://github.com/swiftlang/swift-evolution/blob/main/proposals/0444-member-import-visibility.md
  .enableUpcomingFeature("MemberImportVisibility"),
  // https://github.com/swiftlang/swift-evolution/blob/main/proposals/0409-access-level-on-imports.md
  .enableUpcomingFeature("InternalImportsByDefault"),
  // https://github.com/swiftlang/swift-evolution/blob/main/proposals/0461-async-function-isolation.md
  .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
]

for target in package.targets where target.type != .system && target.name != "CLibCurl" {
  target.swiftSettings = (target.swiftSettings ?? []) + swiftSettings
}
