using Microsoft.AspNetCore.Identity;
using OtpNet;
using QRCoder;

namespace Monitor.App.Accounts;

/// <summary>The second factor: codes of six digits that an app shows for 30 seconds (TOTP, RFC 6238). Each is taken once.</summary>
public sealed class TwoFactor(UserManager<Account> users, AccountsDbContext accounts, TimeProvider clock)
{
    /// <summary>Codes are judged one after another, so that many wrong ones at once count as many.</summary>
    private static readonly SemaphoreSlim One = new(1, 1);

    /// <summary>The secret, in Base32; made where there is none.</summary>
    public async Task<string> SecretAsync(Account account)
    {
        if (await users.GetAuthenticatorKeyAsync(account) is { Length: > 0 } known) return known;
        await users.ResetAuthenticatorKeyAsync(account);
        return (await users.GetAuthenticatorKeyAsync(account))!;
    }

    /// <summary>The secret as a picture for the app's camera.</summary>
    public async Task<byte[]> PictureAsync(Account account)
    {
        var address = new OtpUri(OtpType.Totp, await SecretAsync(account), account.UserName, "Monitor").ToString();
        using var code = QRCodeGenerator.GenerateQrCode(address, QRCodeGenerator.ECCLevel.M);
        using var picture = new PngByteQRCode(code);
        return picture.GetGraphic(6);
    }

    /// <summary>True where the code is the app's of now, or of half a minute before or after, and was not used before. The caller counts the wrong ones.</summary>
    public async Task<bool> AcceptsAsync(Account account, string? code)
    {
        await One.WaitAsync();
        try
        {
            await accounts.Entry(account).ReloadAsync();
            return !await users.IsLockedOutAsync(account) && await JudgeAsync(account, code);
        }
        finally
        {
            One.Release();
        }
    }

    private async Task<bool> JudgeAsync(Account account, string? code)
    {
        var digits = string.Concat((code ?? "").Where(char.IsAsciiDigit));
        var totp = new Totp(Base32Encoding.ToBytes(await SecretAsync(account)));
        if (digits.Length != 6 || !totp.VerifyTotp(clock.GetUtcNow().UtcDateTime, digits, out var step, new VerificationWindow(1, 1)) || step <= account.LastCodeStep) return false;

        account.LastCodeStep = step;
        // The concurrency stamp decides between two who send the same code at once.
        return (await users.UpdateAsync(account)).Succeeded;
    }
}
