using System.Globalization;

namespace Monitor.Core.Review;

/// <summary>A rectangle of a picture in thousandths of its width and height.</summary>
public readonly record struct TagRegion(int X, int Y, int Width, int Height)
{
    /// <summary>Least width and height: a twentieth of the picture.</summary>
    public const int Least = 50;

    /// <summary>Reads x,y,width,height; false where it is no rectangle inside the picture.</summary>
    public static bool TryParse(string? text, out TagRegion region)
    {
        region = default;
        var parts = (text ?? "").Split([',', ' '], StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length != 4 || !parts.All(part => int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out _))) return false;
        var numbers = parts.Select(part => int.Parse(part, CultureInfo.InvariantCulture)).ToArray();
        if (numbers.Any(number => number > 1000) || numbers[2] < Least || numbers[3] < Least || numbers[0] + numbers[2] > 1000 || numbers[1] + numbers[3] > 1000) return false;
        region = new TagRegion(numbers[0], numbers[1], numbers[2], numbers[3]);
        return true;
    }

    /// <summary>The same place in the mirror picture.</summary>
    public TagRegion Mirrored() => this with { X = 1000 - X - Width };

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{X},{Y},{Width},{Height}");
}
