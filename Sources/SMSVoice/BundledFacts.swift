/// The data files of `spec/aws`, carried inside the binary.
package enum BundledFacts {}
