namespace Orleans.Runtime;

/// <summary>Handle of one registration of a reminder; registering the same name again makes it stale.</summary>
public interface IGrainReminder
{
    string ReminderName { get; }
}
