namespace Monitor.Core.Review;

/// <summary>Why something that a person wrote was not taken.</summary>
public enum EditRefusal
{
    NameOrDescriptionNeeded, NameTooLong, NameHasNoLetter, DateNotUnderstood, TextTooLong, NotThere, SamePerson, AlreadyMerged, PersonNeeded, PlaceOfTagNeeded, TimesNotUnderstood, RegionNotUnderstood, AlreadyTagged,
    LinkNotUnderstood, EvidenceNeeded, NoSuchEvidence, NoSuchIncident, BeyondYourClearance, NoteNeeded, TitleNeeded, DecisionNeeded, DuplicateOfNeeded, ClaimedByAnother, OwnDecision, NothingToConfirm, NothingToUndo, NoLines, FileNotUnderstood, LanguageNeeded,
    ChannelNameNotUnderstood, ChannelNameTaken, ChannelKindNeeded, ChannelAddressNotUnderstood, ChannelAddressTaken, IntervalNotUnderstood, EgressNotUnderstood, ChannelHasPosts,
    AlreadyJudgedSo, SameGroup, NothingInCommon, SuggestionGone,
}

/// <summary>What a person wrote was not taken; nothing was changed.</summary>
public sealed class EditRefusedException(EditRefusal refusal) : Exception($"Refused: {refusal}.")
{
    public EditRefusal Refusal { get; } = refusal;

    public static void ThrowIf(bool condition, EditRefusal refusal)
    {
        if (condition) throw new EditRefusedException(refusal);
    }

    /// <summary>A date as a row keeps it; null for none. Throws <see cref="EditRefusal.DateNotUnderstood"/>.</summary>
    public static string? Date(string? text) => string.IsNullOrWhiteSpace(text) ? null : PartialDate.TryParse(text, out var date) ? date.ToString() : throw new EditRefusedException(EditRefusal.DateNotUnderstood);

    /// <summary>A line as a row keeps it: trimmed, without control characters; null for none. Throws <see cref="EditRefusal.TextTooLong"/>.</summary>
    public static string? Line(string? text, int most)
    {
        var clean = string.Join(' ', People.PeopleFile.Clean(text)?.Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? []);
        ThrowIf(clean.Length > most, EditRefusal.TextTooLong);
        return clean.Length == 0 ? null : clean;
    }

    /// <summary>A text of several lines as a row keeps it; null for none. Throws <see cref="EditRefusal.TextTooLong"/>.</summary>
    public static string? Text(string? text, int most)
    {
        var clean = string.Join('\n', (text ?? "").ReplaceLineEndings("\n").Split('\n').Select(line => People.PeopleFile.Clean(line))).Trim();
        ThrowIf(clean.Length > most, EditRefusal.TextTooLong);
        return clean.Length == 0 ? null : clean;
    }
}
