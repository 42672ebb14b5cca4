using Microsoft.AspNetCore.Identity;

namespace Monitor.App.Accounts;

/// <summary>A person who may sign in. Known to the rest of the program by its id only.</summary>
public sealed class Account : IdentityUser;
