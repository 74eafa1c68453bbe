using Cells;
using Dodeca.Host;
using Dodeca.Problems;
using Picante;

namespace Dodeca.Queries;

/// <summary>Answers of the host's to cells: what is wrong with the site crosses as a fault, through the cell and back.</summary>
internal static class Callback
{
    internal static async ValueTask<T> AnswerAsync<T>(Func<ValueTask<T>> answer)
    {
        try
        {
            return await answer();
        }
        catch (SiteException error)
        {
            throw new CellFaultException<SourceFault>(error.Fault);
        }
        catch (CycleException error)
        {
            throw new CellFaultException<SourceFault>(new SourceFault("", 0, 0, 0, error.Message, null));
        }
    }
}
