using System.Globalization;

namespace Monitor.Core.Posts;

/// <summary>The number that a native id is, where its channel counts its posts. Pure.</summary>
internal static class NativeNumber
{
    /// <summary>Longer ones are no post's, and would overflow what is added to them.</summary>
    private const int MostDigits = 15;

    public static long? Of(string nativeId) =>
        nativeId.Length <= MostDigits && long.TryParse(nativeId, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
