extension Assumption {
  /// Opt-out lists.
  static let ofOptOutLists: [Assumption] = [.optOutListInUse]

  static let optOutListInUse = Assumption(
    "opt-out-list-in-use",
    ["RESOURCE_DELETION_NOT_ALLOWED", "RESOURCE_NOT_EMPTY"],
    .inferred,
    "the reason for refusing to delete a list that a number or pool uses"
  )
}
