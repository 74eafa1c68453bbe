using Cells.Conformance.Calls;

// The tests run in a test host; what they need a process of its own for is run here.
if (args is not [ThousandChains.Command, string transport])
    return 2;
await ThousandChains.RunAsync(transport);
return 0;
