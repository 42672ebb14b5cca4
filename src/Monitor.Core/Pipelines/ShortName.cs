using System.Text.RegularExpressions;

namespace Monitor.Core.Pipelines;

/// <summary>What pipelines, channels and lexicons may be called: small letters, digits and hyphens, at most 63.</summary>
internal static partial class ShortName
{
    [GeneratedRegex("^[a-z0-9][a-z0-9-]{0,62}$")]
    public static partial Regex Pattern();
}
