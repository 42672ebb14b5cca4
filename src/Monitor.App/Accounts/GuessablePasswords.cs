using Microsoft.AspNetCore.Identity;

namespace Monitor.App.Accounts;

/// <summary>Refuses passwords that are guessed first: common ones, rows of keys, and the account's own name (NIST SP 800-63B, 3.1.1.2), also where they were typed with the Cyrillic keyboard on.
/// Measured by zxcvbn; its scale ends at 4.</summary>
internal sealed class GuessablePasswords : IPasswordValidator<Account>
{
    private const int Least = 3;

    /// <summary>Letters that are looked at: the measure takes the square of the length.</summary>
    private const int MostLetters = 40;

    private const string Cyrillic = "йцукенгшщзхъфывапролджэячсмитьбюёіўЙЦУКЕНГШЩЗХЪФЫВАПРОЛДЖЭЯЧСМИТЬБЮ", Latin = "qwertyuiop[]asdfghjkl;'zxcvbnm,.`so" + "QWERTYUIOP[]ASDFGHJKL;'ZXCVBNM,.";

    public Task<IdentityResult> ValidateAsync(UserManager<Account> manager, Account user, string? password)
    {
        var typed = password is { Length: > MostLetters } ? password[..MostLetters] : password ?? "";
        string[] own = [user.UserName ?? "", .. (user.UserName ?? "").Split('-', '.', '_', '@'), "monitor"];
        var isGuessable = new[] { typed, OnLatinKeys(typed) }.Distinct().Any(word => Zxcvbn.Zxcvbn.MatchPassword(word, own).Score < Least);
        return Task.FromResult(isGuessable ? IdentityResult.Failed(new IdentityError { Code = "PasswordGuessable", Description = "The password is among those that are guessed first." }) : IdentityResult.Success);
    }

    private static string OnLatinKeys(string typed) => string.Concat(typed.Select(letter => Cyrillic.IndexOf(letter) is >= 0 and var at ? Latin[at] : letter));
}
