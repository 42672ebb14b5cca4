using System.Security.Cryptography;

namespace Monitor.Core.Channels;

/// <summary>A number between -1 and 1 that nobody can foretell. Tests put one of their own here.</summary>
public delegate double Chance();

/// <summary>The chance of the machine.</summary>
public static class Chances
{
    private const int Steps = 1 << 24;

    public static double Next() => (RandomNumberGenerator.GetInt32(Steps + 1) * 2.0 / Steps) - 1;
}
