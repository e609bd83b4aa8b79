using Microsoft.Extensions.Options;

namespace OrleansJobs.Silo.Storage;

/// <summary>Checks the storage's settings at start.</summary>
internal sealed class StorageRules : IValidateOptions<StorageOptions>
{
    public ValidateOptionsResult Validate(string? name, StorageOptions options)
    {
        var faults = options.Faults().ToList();
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }
}
