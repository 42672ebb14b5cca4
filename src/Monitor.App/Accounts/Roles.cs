namespace Monitor.App.Accounts;

/// <summary>What an account may do; roles combine.</summary>
public static class Roles
{
    /// <summary>Reads public cases and exports.</summary>
    public const string Reader = "reader";

    /// <summary>Reviews and tags besides, and sees what is restricted.</summary>
    public const string Analyst = "analyst";

    /// <summary>Sees what is withheld besides, merges, approves exports.</summary>
    public const string Lead = "lead";

    /// <summary>Reads the audit, and nothing else.</summary>
    public const string Auditor = "auditor";

    /// <summary>Channels, users, jobs and health; no content of cases.</summary>
    public const string Administrator = "administrator";

    public static IReadOnlyList<string> All { get; } = [Reader, Analyst, Lead, Auditor, Administrator];
}
